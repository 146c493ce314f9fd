import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from '../world/app.ts'
import { createLoginSession } from '../world/login-session.ts'
import { findViolations } from '../world/axe.ts'
import { packageApp } from '../world/packaged-app.ts'
import { expect } from '../world/test.ts'
import { files, hours, images, minutes, offers, old, script, test, type World } from '../world/updates.ts'

test.beforeAll('package the app', packageApp)

test('offers a newer release, downloads it when told to while a sign-in goes on, and installs it at quit', async ({
  desktop,
  feed,
  person,
  released: { app, image, time },
  simulator,
  tray,
}) => {
  const session = createLoginSession(desktop, simulator.port)
  await tray.click('Start at login')
  await expect.poll(() => session.command().catch(() => [])).toEqual([image, '--hidden'])
  await tray.waitForLabel('Download Latchkey 9.9.9')
  expect(offers(await tray.labels())).toEqual(['Download Latchkey 9.9.9'])
  expect(await loadedUpdater(app)).toHaveLength(1)
  expect([feed.requests(), feed.headers('x-user-staging-id')]).toEqual([['/latest-linux.yml'], ['none']])

  const { code } = await person.startSignIn()
  await tray.click('Download Latchkey 9.9.9')
  await tray.waitForLabel('Latchkey 9.9.9 will be installed when you quit')
  expect(files(feed)).toEqual(['/Latchkey-9.9.9.AppImage'])
  expect(await images(desktop.home)).toEqual([old])
  await tray.waitForLabel(`Copy code ${code}`)
  person.approve(code)
  await time.pass(2_000)
  await tray.waitForLabel('Signed in as Ada Lovelace')

  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await images(desktop.home)).toEqual(['Latchkey-9.9.9.AppImage'])
  expect(await readFile(path.join(desktop.home, 'Latchkey-9.9.9.AppImage'), 'utf8')).toBe(script)
  expect(await readdir(desktop.home)).not.toContain('started')
  expect(await session.command()).toEqual([path.join(desktop.home, 'Latchkey-9.9.9.AppImage'), '--hidden'])
})

test.describe('on a desktop without a panel', () => {
  test.use({ panel: false })
  test('offers a newer release in the window, downloads it by keys, and installs it at quit', async ({
    desktop,
    feed,
    released: { app, time },
  }) => {
    const window = await app.window()
    const update = window.getByTestId('update')
    const said = window.getByRole('status')
    await expect(update).toHaveText('Latchkey 9.9.9 is availableDownload')
    await expect(said).toHaveText('Latchkey 9.9.9 is available')
    expect(await findViolations(window)).toEqual([])

    feed.fault('half of it')
    await update.getByRole('button', { name: 'Download Latchkey 9.9.9' }).press('Enter')
    await expect(said).toHaveText('Downloading Latchkey 9.9.9…')
    const downloading = update.getByRole('button', { name: 'Downloading…', disabled: true })
    await expect(downloading).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-out')
    expect(await findViolations(window)).toEqual([])
    await expect.poll(() => files(feed)).not.toEqual([])
    await time.pass(6 * minutes)
    await expect(said).toHaveText('Latchkey 9.9.9 could not be downloaded')
    await expect(update).toHaveText('Latchkey 9.9.9 could not be downloadedTry again')
    const again = update.getByRole('button', { name: 'Try again to download Latchkey 9.9.9' })
    await expect(again).toBeFocused()
    await app.setColourScheme('dark')
    expect(await findViolations(window)).toEqual([])

    feed.fault(null)
    await window.keyboard.press('Space')
    await expect(update).toHaveText('Latchkey 9.9.9 will be installed when you quit')
    await expect(said).toHaveText('Latchkey 9.9.9 will be installed when you quit')
    await expect(window.getByRole('main')).toBeFocused()
    expect(await findViolations(window)).toEqual([])
    expect(await images(desktop.home)).toEqual([old])
    await Promise.allSettled([window.getByRole('button', { name: 'Quit Latchkey' }).click()])
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    expect(await images(desktop.home)).toEqual(['Latchkey-9.9.9.AppImage'])
    expect(await readFile(path.join(desktop.home, 'Latchkey-9.9.9.AppImage'), 'utf8')).toBe(script)
  })
})

test.describe('a release that was tampered with', () => {
  test.use({ release: { version: '9.9.9', content: script, delivered: script.replace('touch', 'rm -r') } })
  test('is thrown away, and not installed at quit', async ({ desktop, feed, person, released, tray }) => {
    await tray.click('Download Latchkey 9.9.9')
    await tray.waitForLabel('Latchkey 9.9.9 could not be downloaded')
    expect(files(feed)).toContain('/Latchkey-9.9.9.AppImage')
    const { code } = await person.startSignIn()
    person.approve(code)
    await released.time.pass(2_000)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    await person.quit()
    await released.app.exit()
    expect(await images(desktop.home)).toEqual([old])
    expect(await readFile(released.image, 'utf8')).toBe('old')
    expect(await readdir(path.join(desktop.home, '.cache/latchkey-updater/pending'))).toEqual([])
  })
})

for (const version of ['0.0.9', '0.1.0']) {
  test.describe(`a release that is not newer: ${version}`, () => {
    test.use({ release: { version, content: script } })
    test('is neither offered nor downloaded, on any day', async ({ feed, released, tray }) => {
      await expect.poll(feed.requests).toHaveLength(1)
      await released.time.pass(26 * hours)
      await expect.poll(feed.requests).toHaveLength(2)
      await released.time.pass(26 * hours)
      await expect.poll(feed.requests).toHaveLength(3)
      expect(files(feed)).toEqual([])
      expect(offers(await tray.labels())).toEqual([])
    })
  })
}

const silent: ReadonlyArray<readonly [string, Pick<World, 'packaged' | 'mountedAt'>]> = [
  ['with no feed', { packaged: 'no feed', mountedAt: null }],
  ['with a feed without TLS', { packaged: 'a feed without TLS', mountedAt: null }],
  ['that another AppImage started', { packaged: 'the feed', mountedAt: '/tmp/.mount_Terminal' }],
  ['that an AppImage without a mount started', { packaged: 'the feed', mountedAt: '' }],
]
for (const [which, world] of silent) {
  test.describe(`a package ${which}`, () => {
    test.use(world)
    test('asks nobody for releases, and loads nothing that could', async ({ feed, released, tray }) => {
      await released.time.pass(100 * hours)
      expect([feed.requests(), feed.plainRequests()]).toEqual([[], []])
      expect(await loadedUpdater(released.app)).toEqual([])
      expect(offers(await tray.labels())).toEqual([])
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
