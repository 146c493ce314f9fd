import { writeFileSync } from 'node:fs'

/**
 * Keeps all memory, and so the token, out of core dumps of this process and of those that it starts, such as the
 * network service (core(5), "Controlling which mappings are written to the core dump"). The processes of pages and
 * graphics come from Chromium's zygote, which started earlier, and never have the token. Only Linux has this switch.
 */
export function keepMemoryOutOfCoreDumps() {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // The kernel may lack it, or /proc may be closed. The app should run anyway.
  }
}
