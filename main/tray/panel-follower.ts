interface Ports {
  /** Asks the X server which window owns the selection; it answers in the order of the questions. */
  readonly ask: () => void
  /** Asks it to report the end of this window; it refuses if there is no such window. */
  readonly watch: (window: number) => void
  readonly told: (present: boolean) => void
}

/**
 * Says whether a panel takes icons, from what an X server reports of the tray's selection. The end of a panel is told
 * before the next one, since an icon does not move from one to the other.
 *
 * HAZARD: when main stood still, an answer may be about a panel whose start, and whose predecessor's end, are yet to be
 * read; and a panel that starts anew mostly has the same window number.
 */
export function createPanelFollower({ ask, watch, told }: Ports) {
  let owner = 0
  let unanswered = 0

  function leave() {
    if (owner === 0) return
    owner = 0
    told(false)
  }

  function look() {
    unanswered++
    ask()
  }

  return {
    look,
    /** A panel says that it has taken the selection. */
    announced() {
      leave()
      look()
    },
    answered(window: number) {
      unanswered--
      // The window that is watched is then that of the last answer, so a refusal is of no other.
      if (unanswered > 0) return
      owner = window
      if (window !== 0) watch(window)
      told(window !== 0)
    },
    ended(window: number) {
      if (window === owner) leave()
    },
    /** It ended before it could be watched. The next one announces itself. */
    refused() {
      leave()
    },
  }
}
