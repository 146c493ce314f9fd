import { mkdir, readFile, rename, rm, truncate } from 'node:fs/promises'
import path from 'node:path'
import { writeArchive } from './asar.ts'
import { catchBoxes } from './boxes.ts'
import { repository } from './runtime.ts'
import { expect, test } from './test.ts'

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
  ...['main.cjs', 'companion.cjs', 'linux-desktop.cjs', 'updater.cjs', 'preload.cjs'].map(
    name => `dist/${name}`,
  ),
  ...['index.html', 'index.js', 'style.css'].map(name => `dist/renderer/${name}`),
  ...['window', 'signed-out', 'signed-out@2x', 'waiting', 'waiting@2x'].map(name => `dist/icons/${name}.png`),
  ...['signed-in', 'signed-in@2x', 'problem', 'problem@2x'].map(name => `dist/icons/${name}.png`),
]

const contents = async (files: readonly string[]): Promise<Map<string, Buffer>> =>
  new Map(
    await Promise.all(files.map(async file => [file, await readFile(path.join(repository, file))] as const)),
  )

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
    const folder = path.join(desktop.home, 'installed')
    await mkdir(folder)
    const archive = path.join(folder, 'app.asar')
    await writeArchive(archive, await contents(FILES))
    const app = await launch({ app: archive })
    await tray.waitForLabel('Sign in to Plex…')
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
      const window = await app.window()
      await expect(window.getByTestId('link-code')).toHaveText(code)
      await window.close()
    }
    await app.noWindow()
    expect(await boxes.shown()).toHaveLength(fate === 'is cut short' ? 1 : 0)
    person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    const { hints } = await notifications.waitFor('Signed in to Plex')
    expect((hints['image-data'] as unknown[]).slice(0, 6)).toEqual([64, 64, 256, true, 8, 4])
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
  })
}
