interface Ports {
  readonly show: () => void
  /** Brings the question of a program to the front; false if none asks. */
  readonly showQuestion: () => boolean
  /** Called with each of them: somebody uses the app, which then is not there for commands alone. */
  readonly used: () => void
  /** Called before the window itself is opened: the person is there, and may be asked what could not be asked before. */
  readonly attended: () => void
  /** Called when something else is asked for. */
  readonly changed: () => void
}

/** What the window was opened for from outside: itself, the settings or the keys. */
export function createAsked({ show: open, showQuestion, used, attended, changed }: Ports) {
  let times = 0
  let settingsAsked = 0
  let keysAsked = 0

  function show() {
    used()
    open()
  }

  function showSignIn() {
    settingsAsked = 0
    keysAsked = 0
    show()
  }

  const showWindow = () => {
    attended()
    showSignIn()
  }

  return {
    showWindow,
    /** The question may be over by the time that somebody clicks on it: then the window. */
    showAsks: () => {
      used()
      if (!showQuestion()) showWindow()
    },
    /** As `showWindow`, for a sign-in that was begun: then nothing else is asked. */
    showSignIn,
    showSettings: () => {
      settingsAsked = ++times
      keysAsked = 0
      show()
      changed()
    },
    /** The window is loaded anew while it shows the settings: it shows them again. */
    showSettingsAgain: () => void (settingsAsked = ++times),
    showKeys: () => {
      keysAsked = ++times
      settingsAsked = 0
      show()
      changed()
    },
    /** A new number each time the settings are asked for; 0 if the window was last asked for without them. */
    settingsAsked: () => settingsAsked,
    keysAsked: () => keysAsked,
  }
}
