interface Options {
  /** The code that waits for approval, if there is one. */
  readonly code: () => string | undefined
  /** Fails unless the text is known to be on the clipboard. */
  readonly copy: (text: string, pressed: boolean) => Promise<void>
  readonly report: (what: string, error: unknown) => void
  /** Called when `byHand` has changed. */
  readonly changed: () => void
  readonly showWindow: () => void
}

/** Copies the code; if that is not known to work, the window asks the person to do it. */
export function createCodeCopying({ code, copy, report, changed, showWindow }: Options) {
  let failures = 0
  let failed = ''
  const byHand = () => (failed === code() ? failures : 0)

  return {
    /** How often a code could not be copied; 0 if this one was copied, or nobody asked for it. */
    byHand,
    /** `pressed`: whether there was a press in the window, on desktops that want one. */
    async copy(pressed: boolean) {
      const current = code()
      if (current === undefined) return
      try {
        await copy(current, pressed)
        failed = ''
      } catch (error) {
        report('The code was not copied', error)
        failures++
        failed = current
        changed()
        showWindow()
        throw error
      }
    },
  }
}

export type CodeCopying = ReturnType<typeof createCodeCopying>
