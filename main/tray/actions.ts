/** What can be done from the tray. */
export interface Actions {
  readonly startSignIn: () => void
  readonly cancelSignIn: () => void
  readonly copyCode: () => void
  readonly openLinkPage: () => void
  readonly openAuthorizedDevices: () => void
  readonly tryNow: () => void
  readonly signOut: () => void
  readonly keepLateClaim: () => void
  readonly revokeLateClaim: () => void
  /** `id`: of a server of the list. */
  readonly openServer: (id: string) => void
  readonly showWindow: () => void
  readonly setLaunchAtLogin: (on: boolean) => void
  /** Downloads the newer release. */
  readonly downloadUpdate: () => void
  readonly quit: () => void
}
