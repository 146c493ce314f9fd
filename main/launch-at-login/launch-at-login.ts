import type { LoginItem } from './login-item.ts'

interface Options {
  readonly item: LoginItem
  readonly report: (what: string, error?: unknown) => void
}

export type LaunchAtLogin = ReturnType<typeof createLaunchAtLogin>

/** The person's choice to start with the desktop, as the system has it. Nothing here throws. */
export function createLaunchAtLogin({ item, report }: Options) {
  let refused = false

  try {
    item.repair()
  } catch (error) {
    report('What starts at login could not be repaired', error)
  }

  return {
    state: item.state,
    watch: item.watch,
    set(on: boolean) {
      try {
        item.set(on)
        refused = item.state() === (on ? 'off' : 'on')
        if (refused) report('The system did not change what starts at login')
      } catch (error) {
        refused = true
        report('Start at login could not be changed', error)
      }
    },
    /** Whether the last change was refused, until that is dismissed. */
    wasRefused: () => refused,
    dismiss() {
      refused = false
    },
  }
}
