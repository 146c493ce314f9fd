import { writeFileSync } from 'node:fs'

/**
 * Leaves all memory, and so the token, out of core dumps of this process and of those it starts itself, the network
 * service's among them, wherever the system sends them (core(5), "Controlling which mappings are written to the core
 * dump"). Those of pages and graphics come from Chromium's zygote, which is there before, and never have the token.
 * Elsewhere than on Linux the system has no such switch.
 */
export function keepMemoryOutOfCoreDumps() {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // Kernels can be built without it, and /proc can be closed. The app is of more use than this.
  }
}
