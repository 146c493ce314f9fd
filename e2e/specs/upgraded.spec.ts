import { cp, mkdir, readFile, rename, rm, truncate } from 'node:fs/promises'
import path from 'node:path'
import { iconFile, TRAY_ICONS, TRAY_SIZES } from '../../main/tray/icons.ts'
import en from '../../common/locales/en.json' with { type: 'json' }
import { writeArchive } from '../world/asar.ts'
import { catchBoxes } from '../world/boxes.ts'
import type { Desktop } from '../world/desktop.ts'
import { endKeychainProcess } from '../world/keychain-process.ts'
import { repository } from '../world/runtime.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import { moveTime } from '../world/time.ts'

/** Of what asks the keychain, in a process that is started when it is needed. */
const KEYCHAIN = [
  'dist/keychain.cjs',
  ...['package.json', 'lib/keytar.js', 'build/Release/keytar.node'].map(
    name => `node_modules/keytar/${name}`,
  ),
]
const FILES = [
  'package.json',
  ...KEYCHAIN,
  ...[
    'main.mjs',
    'main.cjs',
    'front.cjs',
    'companion.cjs',
    'qr-path.cjs',
    'linux-desktop.cjs',
    'updater.cjs',
    'preload.cjs',
  ].map(name => `dist/${name}`),
  ...['index.html', 'index.js', 'style.css', 'asks.html', 'asks.js', 'asks.css'].map(
    name => `dist/renderer/${name}`,
  ),
  ...['common', 'app', 'window', 'pages', 'asks'].map(name => `dist/text/en/${name}.js`),
  'dist/icons/window.png',
  ...TRAY_ICONS.flatMap(icon => TRAY_SIZES.map(size => `dist/icons/${iconFile(icon, 'coloured', size)}`)),
]

const contents = async (files: readonly string[]): Promise<Map<string, Buffer>> =>
  new Map(
    await Promise.all(files.map(async file => [file, await readFile(path.join(repository, file))] as const)),
  )

/** Puts the app where a package would have put it, in the person's own home. Returns its archive. */
async function install({ home }: Desktop): Promise<string> {
  const folder = path.join(home, 'installed')
  await mkdir(folder)
  const archive = path.join(folder, 'app.asar')
  await writeArchive(archive, await contents(FILES))
  return archive
}

/** What may become of the archive that the running app was started from. */
const FATES: Readonly<Record<string, (archive: string) => Promise<unknown>>> = {
  'is replaced by a newer one': async archive => {
    const other = ['package.json', Buffer.from('{"main":"other.js"}')] as const
    await writeArchive(`${archive}.new`, new Map([other, ...(await contents(KEYCHAIN))]))
    await rename(`${archive}.new`, archive)
  },
  'is taken away': archive => rm(archive),
  'is cut short': archive => truncate(archive, 4_096),
}

for (const [fate, befalls] of Object.entries(FATES)) {
  test(`goes on when the file it was started from ${fate}`, async ({
    desktop,
    launch,
    tray,
    person,
    notifications,
  }) => {
    const archive = await install(desktop)
    const app = await launch({ app: archive })
    await tray.offersSignIn()
    const signedOut = await tray.icon()
    // Long enough for what is read once the tray is out.
    await new Promise(resolve => setTimeout(resolve, 1_000))
    await befalls(archive)

    const boxes = await catchBoxes(app)
    const { code } = await person.startSignIn()
    const waiting = await tray.icon()
    expect(waiting.width).toBe(signedOut.width)
    expect(waiting.digest).not.toBe(signedOut.digest)
    if (fate === 'is cut short') {
      // Electron itself reads the bridge for each window.
      await expect
        .poll(() => boxes.shown())
        .toEqual([
          {
            message: 'Latchkey’s window cannot be opened',
            detail:
              'A file that Latchkey was started from cannot be read any more; an update or a removal does that. Quit Latchkey and start it again: what is in the keychain is still there.',
          },
        ])
      await boxes.answer(1)
    } else {
      await windowOf(app).showsCode(code)
      await windowOf(app).close()
    }
    await app.noWindow()
    expect(await boxes.shown()).toHaveLength(fate === 'is cut short' ? 1 : 0)
    person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    // What asks the keychain is started from that file when it is needed.
    const { hints } = await notifications.waitFor(
      fate === 'is replaced by a newer one' ? 'Signed in to Plex' : 'Signed in until you quit',
    )
    expect((hints['image-data'] as unknown[]).slice(0, 6)).toEqual([64, 64, 256, true, 8, 4])
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
  })
}

const native = 'node_modules/keytar/build/Release/keytar.node'

/** What of the app may be lost, so that nobody can be asked for the keychain. */
const LOSSES: Readonly<Record<string, (archive: string) => Promise<unknown>>> = {
  'the file it was started from is taken away': archive => rm(archive),
  'the file it was started from is cut short': archive => truncate(archive, 4_096),
  'its native part is taken away': archive => rm(`${archive}.unpacked`, { recursive: true }),
  'its native part is cut short': archive => truncate(`${archive}.unpacked/${native}`, 4_096),
  'its native part is emptied': archive => truncate(`${archive}.unpacked/${native}`, 0),
}

for (const [loss, befalls] of Object.entries(LOSSES)) {
  test(`says what keeps the key out of the keychain where ${loss}, until it is back`, async ({
    desktop,
    launch,
    tray,
    person,
    notifications,
  }) => {
    const archive = await install(desktop)
    const folder = path.dirname(archive)
    await cp(folder, `${folder}.copy`, { recursive: true })
    const app = await launch({ app: archive })
    const { code } = await person.startSignIn()
    await windowOf(app).close()
    await app.noWindow()
    await befalls(archive)
    await endKeychainProcess(desktop)
    person.approve(code)
    await tray.waitForLabel('Signed in until you quit')
    expect((await notifications.waitFor('Signed in until you quit')).body).toBe(
      en.keychain.kept['keychain-unreadable'],
    )
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBeNull()

    await cp(`${folder}.copy`, folder, { recursive: true })
    await expect.poll(() => tray.labels(), { timeout: 20_000 }).not.toContain('Signed in until you quit')
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).not.toBeNull()
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
  })
}

test('says what keeps it from checking a sign-in where the file it was started from is taken away', async ({
  desktop,
  launch,
  tray,
  person,
  simulator,
}) => {
  const archive = await install(desktop)
  const app = await launch({ app: archive })
  await tray.offersSignIn()
  const time = await moveTime(app, simulator)
  await person.signIn()
  await rename(archive, `${archive}.away`)
  await endKeychainProcess(desktop)
  await time.pass(6 * 60_000)
  await tray.click('Check now')
  await tray.waitForLabel('Latchkey cannot ask your keychain any more')
  await rename(`${archive}.away`, archive)
  await time.pass(60_000)
  await expect.poll(() => tray.labels()).not.toContain('Latchkey cannot ask your keychain any more')
  expect(await tray.labels()).toContain('Signed in as Ada Lovelace')
})
