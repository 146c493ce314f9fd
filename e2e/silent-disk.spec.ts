import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { mountSilentDisk } from '../main/files/silent-disk.manual.ts'
import en from '../common/locales/en.json' with { type: 'json' }
import type { Desktop } from './desktop.ts'
import { signedIn } from './health.ts'
import { expect, test as base } from './test.ts'

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

const own = '.config/Latchkey/settings.json'
const links: Readonly<Record<string, readonly string[]>> = {
  'the settings': [own],
  'the entry of what starts at login': ['.config/autostart/app.latchkey.latchkey.desktop'],
  'the folder of what starts at login': ['.config/autostart'],
  'all of them': [own, '.config/autostart', '.config/Latchkey/start-at-login'],
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
    await tray.waitForLabel('Sign in to Plex…')
    await person.signIn()
    await tray.waitForLabel(signedIn)
    const notice = en.tray.notice['settings-unread']
    expect((await tray.labels()).includes(notice)).toBe(names.includes(own))
    await expect((await app.window()).getByRole('button', { name: 'Sign out' })).toBeVisible()
    await person.quit()
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGKILL' })
    expect(await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')).toMatch(
      /warn Ended without the answer of the disk\n$/,
    )
  })
}
