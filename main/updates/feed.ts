/** What a running app can know about how it was built and distributed. */
export interface Build {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly version: string
  /** The content of `app-update.yml`, which electron-builder puts into a package that has a feed. */
  readonly feed: string | null
  /** If it is an AppImage: whether its file can be replaced. */
  readonly image: { readonly replaceable: boolean } | null
  /** A Windows program that is not installed. */
  readonly portable: boolean
}

export type NoUpdates =
  | 'not packaged'
  | 'not for release'
  | 'no feed'
  | 'a feed without TLS'
  | 'not signed'
  | 'updated by the system'
  | 'in the hands of someone else'
  | 'a portable app'

/** Why this build never looks for updates; null if it does. */
export function noUpdates(build: Build): NoUpdates | null {
  const { platform, isPackaged, version, feed, image, portable } = build
  if (!isPackaged) return 'not packaged'
  if (version.endsWith('-development')) return 'not for release'
  if (feed === null || feed.trim() === '') return 'no feed'
  // SECURITY: an AppImage has no signature, and its checksum is only as safe as the connection that brought it.
  if (/^[ \t]*url:(?!\s*['"]?https:\/\/)/m.test(feed)) return 'a feed without TLS'
  switch (platform) {
    case 'linux':
      // A package manager updates what it installed, and a folder was unpacked by the person.
      if (image === null) return 'updated by the system'
      return image.replaceable ? null : 'in the hands of someone else'
    case 'win32':
      if (portable) return 'a portable app'
      // SECURITY: without a publisher electron-updater installs whatever the feed names, whoever signed it.
      return /^publisherName:\s*\n\s*- \S/m.test(feed) ? null : 'not signed'
    default:
      // Squirrel.Mac takes only updates that match the running app's code signature, so an unsigned app takes none.
      return null
  }
}
