import { closeSync, openSync } from 'node:fs'

/** With 24 left Chromium starts a process, with 12 it silently does not, and with 2 the app ends (33.2.1). */
const ENOUGH = 32

/**
 * Throws (EMFILE, ENFILE) if there are not enough file descriptors left to start a process. HAZARD: if Chromium finds
 * none for a process's pipes, it does not fail but ends the app.
 */
export function demandDescriptors() {
  const opened: number[] = []
  try {
    while (opened.length < ENOUGH) opened.push(openSync('/dev/null', 'r'))
  } finally {
    for (const each of opened) closeSync(each)
  }
}
