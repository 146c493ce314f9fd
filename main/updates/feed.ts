/** What a running app can know of how it was made and handed out. */
export interface Build {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly version: string
  /** The content of `app-update.yml`, which electron-builder puts into a package that has a feed. */
  readonly feed: string | null
  readonly environment: NodeJS.ProcessEnv
}

export type NoUpdates =
  | 'not packaged'
  | 'not for release'
  | 'no feed'
  | 'a feed without TLS'
  | 'not signed'
  | 'updated by the system'
  | 'a portable app'

/** Why this build never looks for updates; null where it does. */
export function noUpdates({ platform, isPackaged, version, feed, environment }: Build): NoUpdates | null {
  if (!isPackaged) return 'not packaged'
  if (version.endsWith('-development')) return 'not for release'
  if (feed === null || feed.trim() === '') return 'no feed'
  // SECURITY: an AppImage has no signature; its checksum is worth what the connection is worth that brought it.
  if (/^\s*url:(?!\s*['"]?https:\/\/)/m.test(feed)) return 'a feed without TLS'
  switch (platform) {
    case 'linux':
      // What a package manager installed it also updates, and a folder was unpacked by the person.
      return environment['APPIMAGE'] ? null : 'updated by the system'
    case 'win32':
      if (environment['PORTABLE_EXECUTABLE_FILE']) return 'a portable app'
      // SECURITY: without a publisher electron-updater installs whatever the feed names, whoever signed it.
      return /^publisherName:/m.test(feed) ? null : 'not signed'
    default:
      // macOS itself takes no update that the same developer has not signed.
      return null
  }
}
