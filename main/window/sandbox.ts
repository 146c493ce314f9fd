import { app } from 'electron'
import { readFileSync } from 'node:fs'

/**
 * Whether the system confines a page's process; null if it does not say. Looks at the process itself: a switch, a
 * variable or the system may have turned the sandbox off.
 */
export function isSandboxed(id: number): boolean | null {
  // Not run on these systems. Source: Electron's documentation, `ProcessMetric`.
  if (process.platform !== 'linux') {
    return app.getAppMetrics().find(({ pid }) => pid === id)?.sandboxed ?? null
  }
  try {
    return isConfined(statusOf(id), statusOf('self'))
  } catch {
    return null
  }
}

const statusOf = (id: number | 'self') => readFileSync(`/proc/${id}/status`, 'latin1')

/**
 * Both layers of Chromium's sandbox: a process namespace of its own, and a system call filter besides any that the
 * whole app is under, as in a container. Source: proc(5), "status"; docs/linux/sandboxing.md in Chromium.
 */
export const isConfined = (page: string, main: string): boolean =>
  /^NSpid:(?:\s+\d+){2,}$/m.test(page) && filters(page) > filters(main)

/** Before Linux 5.9 the kernel says only whether there is one. */
const filters = (status: string): number =>
  Number(/^Seccomp_filters:\s+(\d+)$/m.exec(status)?.[1] ?? /^Seccomp:\s+(\d+)$/m.exec(status)?.[1] ?? 0)
