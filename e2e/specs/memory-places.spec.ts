import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import en from '../../common/locales/en.json' with { type: 'json' }
import type { Desktop } from '../world/desktop.ts'
import { signedIn } from '../world/health.ts'
import { rowsToTry } from '../world/rows.ts'
import { expect, test } from '../world/test.ts'

interface Place {
  /** What is odd about where it remembers things. */
  readonly what: string
  /** Makes it so; returns a module that the app is to load first, where it takes one. */
  readonly prepare: (desktop: Desktop) => Promise<string | undefined>
  /** The file that it remembers them in then. */
  readonly file: string
}

const own = '.config/Latchkey/memory.json'

/** A file system that answers one call with an error, from the start of the app on. */
const answering = (call: 'fsyncSync' | 'renameSync', code: string): Place => ({
  what: `on a file system that answers ${call} with ${code}`,
  file: own,
  async prepare(desktop) {
    const module = path.join(desktop.home, 'file-system.cjs')
    await writeFile(
      module,
      `const { isMainThread } = require('node:worker_threads')
      if (isMainThread) require('node:fs').${call} = () => { throw Object.assign(new Error('${code}'), { code: '${code}' }) }`,
    )
    return module
  },
})

const linked = (what: string, link: string, target: string, file: string): Place => ({
  what,
  file,
  async prepare(desktop) {
    const at = path.join(desktop.home, link)
    await mkdir(path.dirname(at), { recursive: true })
    await mkdir(path.join(desktop.home, 'dotfiles'))
    await symlink(target, at)
    return undefined
  },
})

const places: readonly Place[] = [
  answering('fsyncSync', 'EINVAL'),
  answering('renameSync', 'EBUSY'),
  linked('behind a link to a file', own, '../../dotfiles/latchkey.json', 'dotfiles/latchkey.json'),
  linked('behind a link to a folder', '.config/Latchkey', '../dotfiles', 'dotfiles/memory.json'),
]

for (const { what, prepare, file } of rowsToTry(places, ({ what }) => /answers|link/.exec(what)?.[0])) {
  test(`keeps the sign-in and what it remembers ${what}`, async ({
    desktop,
    launch,
    tray,
    person,
    simulator,
  }) => {
    const preload = await prepare(desktop)
    const options = preload === undefined ? {} : { preload }
    const links = async () =>
      Promise.all(
        ['.config/Latchkey', own].map(async name =>
          (await lstat(path.join(desktop.home, name))).isSymbolicLink(),
        ),
      )
    const first = await launch(options)
    await tray.offersSignIn()
    const linksBefore = await links()
    await person.signIn()
    await person.quit()
    await first.exit()

    const written = JSON.parse(await readFile(path.join(desktop.home, file), 'utf8')) as object
    expect(written).toMatchObject({ tokenStored: 'yes', unfinishedStored: 'no' })
    await launch(options)
    await tray.waitForLabel(signedIn)
    expect((await tray.labels()).filter(label => Object.values(en.tray.notice).includes(label))).toEqual([])
    expect(new Set(simulator.log.map(({ headers }) => headers['x-plex-client-identifier'])).size).toBe(1)
    expect(await links()).toEqual(linksBefore)
  })
}
