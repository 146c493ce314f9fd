import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'

const openerOf = (desktop: Desktop): string => path.join(desktop.home, 'bin/xdg-open')

/** A PATH on which there is no other xdg-open than the desktop's own. */
async function pathWithoutOpener(desktop: Desktop): Promise<string> {
  const tools = path.join(desktop.home, 'tools')
  await mkdir(tools)
  for (const tool of ['setpriv', 'tee', 'sleep', 'cat']) {
    await symlink(path.join('/usr/bin', tool), path.join(tools, tool))
  }
  return `${path.dirname(openerOf(desktop))}:${tools}`
}

const failing: readonly (readonly [way: string, script: string | null, mode?: number])[] = [
  ['finds no program', '#!/bin/sh\nexit 3\n'],
  ['fails in the end', '#!/bin/sh\nsleep 0.5\nexit 4\n'],
  ['is killed', '#!/bin/sh\nkill -9 $$\n'],
  ['is no program', 'not a program\n'],
  ['may not be run', '#!/bin/sh\n', 0o644],
  ['is not there', null],
]

test('shows the address where no browser opens, whatever the reason, and copies it', async ({
  launch,
  tray,
  person,
  desktop,
}) => {
  const app = await launch({ environment: { PATH: await pathWithoutOpener(desktop) } })
  const { code } = await person.startSignIn()
  const address = `https://plex.tv/link/?pin=${code}`
  await windowOf(app).close()
  await app.noWindow()
  for (const [way, script, mode = 0o755] of failing) {
    await test.step(`xdg-open ${way}`, async () => {
      await rm(openerOf(desktop), { force: true })
      if (script !== null) await writeFile(openerOf(desktop), script, { mode })
      await tray.click('Open plex.tv/link')
      const window = await app.window()
      const strip = window.getByTestId('unopened-page')
      await expect(strip).toContainText(address)
      await app.electron.evaluate(({ clipboard }) => clipboard.clear())
      await strip.getByRole('button', { name: 'Copy address' }).click()
      await strip.getByRole('button', { name: 'Copied' }).waitFor()
      expect(await app.clipboard()).toBe(address)
      await strip.getByRole('button', { name: 'Dismiss' }).click()
      await expect(strip).toHaveCount(0)
      await window.close()
      await app.noWindow()
    })
  }
  await test.step('the clipboard takes nothing', async () => {
    await tray.click('Open plex.tv/link')
    const window = await app.window()
    await app.electron.evaluate(({ clipboard }) => {
      clipboard.clear()
      clipboard.writeText = () => Promise.resolve()
    })
    const strip = window.getByTestId('unopened-page')
    await strip.getByRole('button', { name: 'Copy address' }).click()
    await strip.getByRole('button', { name: 'Press Ctrl+C to copy' }).waitFor()
    expect(await window.evaluate(() => String(getSelection()))).toBe(address)
  })
  const log = await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
  expect(log).toContain('No browser opened')
  expect(log).toContain('The address was not copied')
  expect(log).not.toContain(code)
})

const mounted = '/tmp/.mount_LatchkAbC'
const environments: readonly (readonly [what: string, given: Readonly<Record<string, string>>])[] = [
  ['of KDE', { XDG_CURRENT_DESKTOP: 'KDE', GDK_BACKEND: 'wayland,x11' }],
  [
    'of an AppImage',
    { APPDIR: mounted, APPIMAGE: '/home/ada/L.AppImage', LD_LIBRARY_PATH: `${mounted}/usr/lib:` },
  ],
]

for (const [what, given] of environments) {
  test(`gives the browser the environment ${what} as it was before the app`, async ({
    launch,
    tray,
    person,
    desktop,
  }) => {
    const dump = path.join(desktop.home, 'browser-environment')
    await writeFile(
      openerOf(desktop),
      `#!/bin/sh\ncat "/proc/$$/environ" > '${dump}.new'; mv '${dump}.new' '${dump}'\n`,
    )
    await launch({ environment: given })
    await person.startSignIn()
    await tray.click('Open plex.tv/link')
    const handed = async () => {
      const text = await readFile(dump, 'utf8').catch(() => '')
      return Object.fromEntries(
        text
          .split('\0')
          .filter(Boolean)
          .map(line => line.split(/=(.*)/s, 2)),
      )
    }
    const appImages = ['APPDIR', 'APPIMAGE', 'LD_LIBRARY_PATH']
    const expected = Object.entries({ ...desktop.environment, ...given }).filter(
      ([name]) => !(what === 'of an AppImage' && appImages.includes(name)),
    )
    await expect.poll(handed).toMatchObject(Object.fromEntries(expected))
    // What the shell of the launcher adds is no part of it.
    const known = [...expected.map(([name]) => name), 'PWD', 'SHLVL', '_', 'OLDPWD']
    expect(Object.keys(await handed()).filter(name => !known.includes(name))).toEqual([])
  })
}
