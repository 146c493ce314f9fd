interface Options {
  /** Opens an address in the person's browser; rejects if none opened. */
  readonly open: (address: string) => Promise<void>
  /** Fails unless the text is known to be on the clipboard. */
  readonly copy: (address: string, pressed: boolean) => Promise<void>
  readonly report: (what: string, error: unknown) => void
  /** Called when `unopened` has changed. */
  readonly changed: () => void
  readonly showWindow: () => void
}

/** Opens pages of Plex in the person's browser; if none opens, the window shows the address. */
export function createPages({ open, copy, report, changed, showWindow }: Options) {
  let unopened: string | null = null
  let latest = ''

  function set(address: string | null) {
    if (unopened === address) return
    unopened = address
    changed()
  }

  return {
    async open(address: string) {
      latest = address
      try {
        await open(address)
        if (latest === address) set(null)
      } catch (error) {
        report('No browser opened', error)
        if (latest !== address) return
        set(address)
        showWindow()
      }
    },
    /** The address that no browser opened, until it is dismissed or another one is opened. */
    unopened: () => unopened,
    /** `pressed`: whether there was a press in the window, on desktops that want one. */
    async copyUnopened(pressed: boolean) {
      if (unopened === null) return
      try {
        await copy(unopened, pressed)
      } catch (error) {
        report('The address was not copied', error)
        throw error
      }
    },
    dismissUnopened: () => set(null),
  }
}

export type Pages = ReturnType<typeof createPages>
