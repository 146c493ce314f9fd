import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { mountSilentDisk } from '../../main/files/silent-disk.fake.ts'
import en from '../../common/locales/en.json' with { type: 'json' }
import type { Desktop } from '../world/desktop.ts'
import { signedIn } from '../world/health.ts'
import { expect, test as base } from '../world/test.ts'

/** A folder of the home that nothing answers from. */
const test = base.extend<{ silent: string }>({
  silent: async ({ desktop }, use) => {
    const folder = path.join(desktop.home, 'silent')
    await mkdir(folder)
    const disk = await mountSilentDisk(folder)
    if (disk === null) throw new Error('No disk that never answers could be made')
    await use(folder)
    await disk.end()
  },
})

async function linkTo(target: string, desktop: Desktop, link: string) {
  const at = path.join(desktop.home, link)
  await mkdir(path.dirname(at), { recursive: true })
  await symlink(target, at)
}

const [memory, settings, preferences, place] = ['memory', 'settings', 'preferences', 'window'].map(
  name => `.config/Latchkey/${name}.json`,
) as [string, string, string, string]
const { notice } = en.tray
/** What is said of each; of several, of the first. */
const said: ReadonlyArray<readonly [name: string, line: string]> = [
  [memory, notice['memory-unread']],
  [settings, notice['memory-unread']],
  [preferences, notice['preferences-unread']],
]
const links: Readonly<Record<string, readonly string[]>> = {
  'what it remembers': [memory],
  'what an earlier release remembered': [settings],
  'what the person chose': [preferences],
  'the entry of what starts at login': ['.config/autostart/app.latchkey.latchkey.desktop'],
  'the folder of what starts at login': ['.config/autostart'],
  'all of them': [memory, preferences, place, '.config/autostart', '.config/Latchkey/start-at-login'],
}

for (const [what, names] of Object.entries(links)) {
  test(`signs in, shows its page and quits where a disk that never answers has ${what}`, async ({
    desktop,
    silent,
    launch,
    tray,
    person,
  }) => {
    for (const name of names) await linkTo(path.join(silent, 'x'), desktop, name)
    const app = await launch()
    await person.signIn()
    await tray.waitForLabel(signedIn)
    const labels = await tray.labels()
    expect(labels.filter(label => Object.values(notice).includes(label))).toEqual(
      said
        .filter(([name]) => names.includes(name))
        .map(([, line]) => line)
        .slice(0, 1),
    )
    await expect((await app.window()).getByRole('button', { name: 'Sign out' })).toBeVisible()
    // What changes before is the desktop's doing.
    await new Promise(resolve => setTimeout(resolve, 700))
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setSize(500, 500))
    await person.quit()
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGKILL' })
    expect(await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')).toMatch(
      /warn Ended without the answer of the disk\n$/,
    )
    if (!names.includes(place)) {
      const left = JSON.parse(await readFile(path.join(desktop.home, place), 'utf8')) as object
      expect(left).toMatchObject({ size: { width: 500, height: 500 } })
    }
  })
}
