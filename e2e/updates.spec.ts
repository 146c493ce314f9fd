import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { RunningApp } from './app.ts'
import { createLoginSession } from './login-session.ts'
import { createReleasedApp } from './released-app.ts'
import { type Release, type ReleaseFeed, startReleaseFeed } from './release-feed.ts'
import { repository } from './runtime.ts'
import { expect, test as base } from './test.ts'
import { moveTime, type Time } from './time.ts'

const minutes = 60_000
const hours = 60 * minutes
const old = 'Latchkey-0.1.0.AppImage'
/** Stands for the AppImage of a release: it notes how it was started. */
const script = '#!/bin/sh\nenv > "$HOME/started"\n'

/** What `app-update.yml` is in the package, by what it is for the feed; null for none. */
const packages = {
  'the feed': (configuration: string) => configuration,
  'no feed': () => null,
  'a feed without TLS': (configuration: string) => configuration.replace('https:', 'http:'),
}

interface World {
  release: Release
  packaged: keyof typeof packages
}
interface Parts {
  feed: ReleaseFeed
  /** A release that runs as an AppImage, awake again after a night. */
  released: { app: RunningApp; time: Time; image: string }
}

const test = base.extend<World & Parts>({
  trusted: false,
  release: [{ version: '9.9.9', content: script }, { option: true }],
  packaged: ['the feed', { option: true }],
  feed: async ({ release }, use) => {
    const feed = await startReleaseFeed(release)
    await use(feed)
    await feed.close()
  },
  released: async ({ packaged, desktop, feed, launch, simulator, tray }, use) => {
    await desktop.trust(feed.caPem)
    const executable = await createReleasedApp(
      path.join(desktop.home, 'released'),
      packages[packaged](feed.configuration),
    )
    const image = path.join(desktop.home, old)
    await writeFile(image, 'old', { mode: 0o755 })
    const app = await launch({
      executable,
      environment: { APPIMAGE: image },
      hosts: { [feed.host]: `127.0.0.1:${feed.port}` },
    })
    await tray.waitForLabel('Sign in to Plex…')
    const time = await moveTime(app, simulator)
    await time.sleep(8 * hours)
    await time.pass(5 * minutes)
    await use({ app, time, image })
  },
})

test.beforeAll('package the app', async () => {
  test.setTimeout(180_000)
  await promisify(execFile)(process.execPath, ['scripts/package.mjs', '--dir'], { cwd: repository })
})

const files = (feed: ReleaseFeed) => feed.requests().filter(request => !request.endsWith('.yml'))
const images = async (folder: string) => (await readdir(folder)).filter(name => name.endsWith('.AppImage'))

test('offers a newer release, fetches it when it is told to, and installs it at quit', async ({
  desktop,
  feed,
  person,
  released: { app, image },
  simulator,
  tray,
}) => {
  const session = createLoginSession(desktop, simulator.port)
  await tray.click('Start at login')
  await expect.poll(() => session.command().catch(() => [])).toEqual([image, '--hidden'])
  await tray.waitForLabel('Update to 9.9.9…')
  expect(await loadedUpdater(app)).toHaveLength(1)
  expect([feed.requests(), feed.headers('x-user-staging-id')]).toEqual([['/latest-linux.yml'], ['none']])

  await tray.click('Update to 9.9.9…')
  await tray.waitForLabel('Latchkey 9.9.9 is installed when you quit')
  expect(files(feed)).toEqual(['/Latchkey-9.9.9.AppImage'])
  expect(await images(desktop.home)).toEqual([old])

  await person.quit()
  await app.exit()
  expect(await images(desktop.home)).toEqual(['Latchkey-9.9.9.AppImage'])
  expect(await readFile(path.join(desktop.home, 'Latchkey-9.9.9.AppImage'), 'utf8')).toBe(script)
  // AppRun starts nothing then.
  expect(await readFile(path.join(desktop.home, 'started'), 'utf8')).toContain(
    'APPIMAGE_EXIT_AFTER_INSTALL=true',
  )
  expect(await session.command()).toEqual([path.join(desktop.home, 'Latchkey-9.9.9.AppImage'), '--hidden'])
})

test.describe('a release that was tampered with', () => {
  test.use({ release: { version: '9.9.9', content: script, delivered: script.replace('env', 'id ') } })
  test('is thrown away, and not installed at quit', async ({ desktop, feed, person, released, tray }) => {
    await tray.click('Update to 9.9.9…')
    await tray.waitForLabel('The update could not be fetched')
    expect(files(feed)).toContain('/Latchkey-9.9.9.AppImage')
    await person.quit()
    await released.app.exit()
    expect(await images(desktop.home)).toEqual([old])
    expect(await readFile(released.image, 'utf8')).toBe('old')
    expect(await readdir(desktop.home)).not.toContain('started')
  })
})

for (const version of ['0.0.9', '0.1.0']) {
  test.describe(`a release that is not newer: ${version}`, () => {
    test.use({ release: { version, content: script } })
    test('is neither offered nor fetched, on any day', async ({ feed, released, tray }) => {
      await expect.poll(feed.requests).toHaveLength(1)
      await released.time.pass(26 * hours)
      await expect.poll(feed.requests).toHaveLength(2)
      await released.time.pass(26 * hours)
      await expect.poll(feed.requests).toHaveLength(3)
      expect(files(feed)).toEqual([])
      expect((await tray.labels()).filter(label => label.includes('pdate'))).toEqual([])
    })
  })
}

for (const packaged of ['no feed', 'a feed without TLS'] as const) {
  test.describe(`a package with ${packaged}`, () => {
    test.use({ packaged })
    test('asks nobody for releases, and loads nothing that could', async ({ feed, released }) => {
      await released.time.pass(100 * hours)
      expect(feed.requests()).toEqual([])
      expect(await loadedUpdater(released.app)).toEqual([])
    })
  })
}

const loadedUpdater = ({ electron }: RunningApp) =>
  electron.evaluate(() => {
    const { Module } = process.getBuiltinModule('node:module') as unknown as {
      Module: { _cache: Record<string, unknown> }
    }
    return Object.keys(Module._cache).filter(file => file.endsWith('updater.cjs'))
  })
