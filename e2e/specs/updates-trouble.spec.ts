import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { processesNaming, signal } from '../world/processes.ts'
import type { FeedFault } from '../world/release-feed.ts'
import { packageApp } from '../world/packaged-app.ts'
import { expect } from '../world/test.ts'
import { files, hours, images, minutes, offers, old, script, test } from '../world/updates.ts'

test.beforeAll('package the app', packageApp)

const faults: readonly FeedFault[] = [
  '404',
  '500',
  'a page',
  'too much',
  'half of it',
  'silence',
  'a way without TLS',
  'an odd head',
  'a head that breaks off',
]

test.describe('a feed that fails', () => {
  test.use({ release: { version: '0.1.0', content: script } })
  test('is asked again the next day, and never trusted without TLS', async ({ feed, released, tray }) => {
    await expect.poll(feed.requests).toHaveLength(1)
    for (const [index, fault] of [...faults, null].entries()) {
      feed.fault(fault)
      // A day is 22 to 26 hours: a step of 26 could be two of them, now and then.
      for (let hour = 0; hour < 26 && feed.requests().length < index + 2; hour += 2)
        await released.time.pass(2 * hours)
      await expect.poll(() => feed.requests().length, String(fault)).toBe(index + 2)
    }
    const unanswered = async () => (await released.log()).match(/No answer about newer releases/g)
    await expect.poll(unanswered).toHaveLength(faults.length)
    expect(feed.plainRequests()).toEqual([])
    expect(offers(await tray.labels())).toEqual([])
    expect((await released.log()).length).toBeLessThan(50_000)
    expect(await released.log()).not.toContain('Updates: ')
  })
})

test('downloads a release again after it could not: feed, network and disk', async ({
  desktop,
  feed,
  released: { image, time },
  tray,
}) => {
  await tray.waitForLabel('Download Latchkey 9.9.9')
  for (const fault of faults) {
    feed.fault(fault)
    const before = files(feed).length
    await tray.click('Download Latchkey 9.9.9')
    await expect.poll(() => files(feed).length).toBeGreaterThan(before)
    if (fault === 'silence' || fault === 'half of it') {
      await tray.waitForLabel('Downloading Latchkey 9.9.9…')
      await time.pass(6 * minutes)
    }
    await tray.waitForLabel('Latchkey 9.9.9 could not be downloaded')
  }
  expect(feed.plainRequests()).toEqual([])

  feed.fault('parts')
  const before = files(feed).length
  await tray.click('Download Latchkey 9.9.9')
  await expect.poll(() => files(feed).length).toBeGreaterThan(before)
  await fillDisk(path.join(desktop.home, '.cache/latchkey-updater/pending'))
  feed.send(script.length)
  await tray.waitForLabel('Latchkey 9.9.9 could not be downloaded')
  feed.fault(null)
  await tray.click('Download Latchkey 9.9.9')
  await tray.waitForLabel('Latchkey 9.9.9 will be installed when you quit')
  expect(await readFile(image, 'utf8')).toBe('old')
})

test('waits for a slow release for as long as parts of it come', async ({
  desktop,
  feed,
  released: { time },
  tray,
}) => {
  await tray.waitForLabel('Download Latchkey 9.9.9')
  feed.fault('parts')
  await tray.click('Download Latchkey 9.9.9')
  await expect.poll(() => files(feed)).toHaveLength(1)
  const arriving = path.join(desktop.home, '.cache/latchkey-updater/pending/temp-Latchkey-9.9.9.AppImage')
  const part = Math.ceil(script.length / 4)
  for (let arrived = part; arrived < script.length; arrived += part) {
    feed.send(part)
    await expect.poll(() => readFile(arriving, 'utf8').catch(() => '')).toHaveLength(arrived)
    await time.pass(4 * minutes)
    await tray.waitForLabel('Downloading Latchkey 9.9.9…')
  }
  feed.send(part)
  await tray.waitForLabel('Latchkey 9.9.9 will be installed when you quit')
})

test('is not misled by an address without TLS in the feed', async ({ feed, released, tray }) => {
  await expect.poll(feed.requests).toHaveLength(1)
  feed.nameWithoutTls('9.9.10')
  await released.time.pass(26 * hours)
  await tray.waitForLabel('Download Latchkey 9.9.10')
  await tray.click('Download Latchkey 9.9.10')
  await tray.waitForLabel('Latchkey 9.9.10 could not be downloaded')
  expect(feed.plainRequests()).toEqual([])
})

test('asks a feed, and downloads, also after Chromium’s network service died', async ({
  desktop,
  feed,
  released: { time },
  tray,
}) => {
  const kill = async () => {
    const running = await processesNaming(desktop.home)
    const service = running.find(({ command }) => command.includes('network.mojom.NetworkService'))
    signal(service!.id, 'SIGKILL')
  }
  await tray.waitForLabel('Download Latchkey 9.9.9')
  await kill()
  await expect.poll(async () => time.pass(26 * hours).then(() => feed.requests().length)).toBeGreaterThan(1)
  await kill()
  await expect
    .poll(async () => {
      if ((await tray.labels()).includes('Download Latchkey 9.9.9'))
        await tray.click('Download Latchkey 9.9.9')
      return tray.labels()
    })
    .toContain('Latchkey 9.9.9 will be installed when you quit')
})

test.describe('a feed that nobody vouches for', () => {
  test.use({ feedTrusted: false })
  test('is told nothing, and not listened to', async ({ feed, released, tray }) => {
    await expect
      .poll(released.log)
      .toContain('No answer about newer releases: Error: net::ERR_CERT_AUTHORITY_INVALID')
    expect(feed.requests()).toEqual([])
    expect(offers(await tray.labels())).toEqual([])
  })
})

test('quits at once in the middle of a download, and installs no half', async ({
  desktop,
  feed,
  person,
  released: { app, image },
  tray,
}) => {
  await tray.waitForLabel('Download Latchkey 9.9.9')
  feed.fault('half of it')
  await tray.click('Download Latchkey 9.9.9')
  await expect.poll(() => files(feed)).toHaveLength(1)
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await images(desktop.home)).toEqual([old])
  expect(await readFile(image, 'utf8')).toBe('old')
})

test('installs it also where the keychain never answers', async ({
  desktop,
  person,
  released: { app, time },
  tray,
}) => {
  await tray.click('Download Latchkey 9.9.9')
  await tray.waitForLabel('Latchkey 9.9.9 will be installed when you quit')
  const { code } = await person.startSignIn()
  await time.settle()
  desktop.keychain.pause()
  person.approve(code)
  await time.pass(20_000)
  await tray.waitForLabel('Signed in until you quit')
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await images(desktop.home)).toEqual(['Latchkey-9.9.9.AppImage'])
})

test('keeps the AppImage that it has where the new one went missing before the quit', async ({
  desktop,
  person,
  released: { app, image, log },
  tray,
}) => {
  await tray.click('Download Latchkey 9.9.9')
  await tray.waitForLabel('Latchkey 9.9.9 will be installed when you quit')
  await rm(path.join(desktop.home, '.cache'), { recursive: true })
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await images(desktop.home)).toEqual([old])
  expect(await readFile(image, 'utf8')).toBe('old')
  expect(await log()).toContain('Updates: Error: ENOENT')
})

/** Leads what is about to come to where there is never room. electron-updater has chosen its name by now. */
async function fillDisk(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await symlink('/dev/full', path.join(folder, 'temp-Latchkey-9.9.9.AppImage'))
}
