import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { markAppDir } from './app-dir.ts'
import type { RunningApp } from './app.ts'
import { createReleasedApp } from './released-app.ts'
import { type Release, type ReleaseFeed, startReleaseFeed } from './release-feed.ts'
import { test as base } from './test.ts'
import { moveTime, type Time } from './time.ts'

export const minutes = 60_000
export const hours = 60 * minutes
/** The AppImage that runs. */
export const old = 'Latchkey-0.1.0.AppImage'
/** Stands for the AppImage of a release: it notes that it was started. */
export const script = '#!/bin/sh\ntouch "$HOME/started"\n'

/** The package's `app-update.yml` for each kind of feed; null for none. */
const packages = {
  'the feed': (configuration: string) => configuration,
  'no feed': () => null,
  'a feed without TLS': (configuration: string) => configuration.replace('https:', 'http:'),
}

export interface World {
  release: Release
  packaged: keyof typeof packages
  /** Where the environment says that the AppImage is mounted; null for the truth. */
  mountedAt: string | null
  /** Whether this computer trusts the certificate authority behind the feed. */
  feedTrusted: boolean
}
interface Parts {
  feed: ReleaseFeed
  /** A release that runs as an AppImage, awake again after a night. */
  released: { app: RunningApp; time: Time; image: string; log: () => Promise<string> }
}

/** A test with a release that looks for newer ones. */
export const test = base.extend<World & Parts>({
  release: [{ version: '9.9.9', content: script }, { option: true }],
  packaged: ['the feed', { option: true }],
  mountedAt: [null, { option: true }],
  feedTrusted: [true, { option: true }],
  feed: async ({ release }, use) => {
    const feed = await startReleaseFeed(release)
    await use(feed)
    await feed.close()
  },
  released: async (
    { packaged, mountedAt, feedTrusted, panel, desktop, feed, launch, simulator, tray },
    use,
  ) => {
    if (feedTrusted) await desktop.trust(feed.caPem)
    const executable = await createReleasedApp(packages[packaged](feed.configuration))
    await markAppDir(path.dirname(executable))
    const image = path.join(desktop.home, old)
    await writeFile(image, 'old', { mode: 0o755 })
    const app = await launch({
      executable,
      environment: { APPIMAGE: image, APPDIR: mountedAt ?? path.dirname(executable) },
      hosts: feed.hosts,
    })
    // Without a panel the window opens by itself.
    if (panel) await tray.offersSignIn()
    else await (await app.window()).getByRole('button', { name: 'Get a code' }).waitFor()
    const time = await moveTime(app, simulator)
    await time.sleep(8 * hours)
    await time.pass(5 * minutes)
    const log = () => readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
    await use({ app, time, image, log })
  },
})

/** The files that were asked of a feed, without its description. */
export const files = (feed: ReleaseFeed): readonly string[] =>
  feed.requests().filter(request => !request.endsWith('.yml'))

export const images = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter(name => name.endsWith('.AppImage'))

/** What a menu says of updates. */
export const offers = (labels: readonly string[]): readonly string[] =>
  labels.filter(label => /Latchkey \d/.test(label))
