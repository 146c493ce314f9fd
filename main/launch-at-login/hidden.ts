/** Passed by the system when it starts the app at login: no window then. */
export const HIDDEN = '--hidden'
