import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import en from '../../common/locales/en.json' with { type: 'json' }
import { signedIn } from '../world/health.ts'
import { signInAndQuit } from '../world/sign-in-and-quit.ts'
import { expect, test } from '../world/test.ts'

interface Kept {
  readonly clientIdentifier: string
}

const signedInAt = Date.UTC(2026, 0, 15, 12)

/** As the first releases wrote it, to the byte. */
const asFirstWritten = ({ clientIdentifier }: Kept) => `{
  "version": 1,
  "clientIdentifier": "${clientIdentifier}",
  "tokenStored": "yes",
  "unfinishedStored": "no",
  "signedInAt": ${signedInAt},
  "confirmedAt": ${signedInAt}
}
`

for (const isLink of [false, true]) {
  test(`is still signed in after an upgrade that finds settings.json, ${isLink ? 'a link' : 'a file'}`, async ({
    desktop,
    launch,
    tray,
    person,
    simulator,
  }) => {
    const folder = path.join(desktop.configHome, 'Latchkey')
    const [memory, settings] = ['memory.json', 'settings.json'].map(name => path.join(folder, name))
    const token = await signInAndQuit({ launch, person })
    const text = asFirstWritten(JSON.parse(await readFile(memory!, 'utf8')) as Kept)
    await rm(memory!)
    if (isLink) {
      await mkdir(path.join(desktop.home, 'dotfiles'))
      await symlink('../../dotfiles/latchkey.json', settings!)
    }
    await writeFile(settings!, text)

    const upgraded = await launch()
    await tray.waitForLabel(signedIn)
    const labels = await tray.labels()
    expect(labels.filter(label => Object.values(en.tray.notice).includes(label))).toEqual([])
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
    await tray.click(signedIn)
    const window = await upgraded.window()
    await window.getByTestId('account-menu').click()
    await expect(window.getByText('Signed in since 15 January 2026')).toBeVisible()
    expect(JSON.parse(await readFile(memory!, 'utf8'))).toMatchObject({
      version: 2,
      tokenStored: 'yes',
      signedInAt,
    })
    if (isLink) {
      expect([await readlink(settings!), await readFile(settings!, 'utf8')]).toEqual([
        '../../dotfiles/latchkey.json',
        text,
      ])
    } else expect(await readdir(folder)).not.toContain('settings.json')
    await person.quit()
    await upgraded.exit()

    await launch()
    await tray.waitForLabel(signedIn)
    expect(new Set(simulator.log.map(({ headers }) => headers['x-plex-client-identifier'])).size).toBe(1)
  })
}
