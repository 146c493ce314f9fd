import { closeSync, openSync } from 'node:fs'

/** With 24 left Chromium starts a process, with 12 it does not and nobody is told, and with 2 the app ends (33.2.1). */
const ENOUGH = 32

/**
 * Throws (EMFILE, ENFILE) where the system has no file descriptors left to start a process with. HAZARD: Chromium does not
 * fail where it finds none for the pipes of a process, but ends the app.
 */
export function demandDescriptors() {
  const opened: number[] = []
  try {
    while (opened.length < ENOUGH) opened.push(openSync('/dev/null', 'r'))
  } finally {
    for (const each of opened) closeSync(each)
  }
}
