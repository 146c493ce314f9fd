import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { entry } from './autostart-entry.ts'
import type { State } from './port.ts'
import { desktopLoginItem } from './xdg.ts'

const work = patientWork()
let folder: string
const at = (name: string) => join(folder, name)
const path = () => at('autostart/app.latchkey.latchkey.desktop')
const former = () => at('autostart/latchkey.desktop')
const own = () => [at('Latchkey'), '--hidden']
const item = () =>
  desktopLoginItem({
    path: path(),
    formerPath: former(),
    within: [folder],
    work,
    program: at('Latchkey'),
    argument: '--hidden',
    link: at('link'),
    desktop: { names: 'KDE', configuration: folder },
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-others-'))
  mkdirSync(at('autostart'))
  for (const name of ['Latchkey', 'Other.AppImage']) writeFileSync(at(name), '', { mode: 0o755 })
  writeFileSync(at('script'), '#!/bin/sh\n', { mode: 0o755 })
  symlinkSync(process.execPath, at('native'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const written = (file: string) => readFileSync(file, 'utf8')
/** `FOLDER` stands for where the programs are. */
const text = (...lines: string[]) => `${lines.join('\n').replaceAll('FOLDER', folder)}\n`
const main = (...lines: string[]) => text('[Desktop Entry]', 'Type=Application', ...lines)
const OURS = 'Exec="FOLDER/Latchkey" "--hidden"'

describe('an entry that not every desktop reads alike', () => {
  it.each<[string, () => string]>([
    ['variables in its command', () => main('Exec[$e]=$HOME/bin/latchkey --hidden')],
    ['variables in its command, of which it has none', () => main(OURS.replace('=', '[$e]='))],
    ['a command that cannot be changed', () => main(OURS.replace('=', '[$i]='))],
    ['both', () => main('Exec[$ei]=FOLDER/Latchkey')],
    ['both, the other way round', () => main('Exec[$ie]=FOLDER/gone')],
    ['options one by one', () => main('Exec[$e][$i]=FOLDER/gone')],
    ['space before them', () => main('Exec [$e] = FOLDER/Latchkey')],
    ['a command of a language', () => main(OURS, 'Exec[de]=FOLDER/script')],
    ['a command that is taken back', () => main(OURS, 'Exec[$d]')],
    ['another key with one', () => main(OURS, 'Name[$i]=Latchkey')],
    ['one in another group', () => main(OURS, '[More]', 'Some[$e]=x')],
    ['that is said to be off, so that it cannot be changed', () => main(OURS, 'Hidden[$i]=true')],
    ['that is said to be off in a language', () => main(OURS, 'Hidden[de]=true')],
    ['a needed program with variables', () => main(OURS, 'TryExec[$e]=$HOME/bin/latchkey')],
    ['a group that cannot be changed', () => text('[Desktop Entry][$i]', 'Type=Application', OURS)],
    ['a file that cannot be changed', () => text('[$i]', '[Desktop Entry]', 'Type=Application', OURS)],
    ['two commands', () => main('Exec=FOLDER/script', OURS)],
    ['what KDE wrote to turn it on', () => main('Exec[$e]=$HOME/bin/latchkey', 'Hidden=false')],
  ])('is by hand, left as it is, and turned off and on by a line: %s', async (_what, made) => {
    const before = made()
    writeFileSync(path(), before)
    await item().repair()
    expect([await item().state(), written(path())]).toEqual(['by-hand', before])
    await item().set(false)
    expect([await item().state(), written(path()).replace('Hidden=true\n', '')]).toEqual(['off', before])
    expect(await item().set(true)).toBe(false)
    expect([await item().state(), written(path()), readdirSync(at('autostart')).length]).toEqual([
      'by-hand',
      before,
      1,
    ])
  })

  it.each<[string, () => string]>([
    ['a line says so', () => main('Exec[$e]=$HOME/bin/latchkey', 'Hidden=true')],
    ['both readings do', () => main('Exec[$e]=x', 'Hidden[$i]=true', 'Hidden=true')],
    ['it starts nothing', () => main('Name[$e]=$USER')],
    ['it has another group alone', () => text('[Desktop Entry][Other]', OURS.replace('=', '[$e]='))],
  ])('is off, and stays the person’s, where %s', async (_what, made) => {
    const before = made()
    writeFileSync(path(), before)
    await item().repair()
    expect([await item().state(), written(path())]).toEqual(['off', before])
  })

  it.each<[string, () => string]>([
    ['said to be on for good', () => main(OURS, 'Hidden[$i]=false')],
    ['said to be on for good before', () => main(OURS, 'Hidden[$i]=false', 'Hidden=false')],
    ['said to be on in a language', () => main(OURS, 'Hidden[de]=false')],
    ['in a group whose first line is for good', () => text('[Desktop Entry][$i]', 'Hidden=false', OURS)],
    ['taken back for good', () => main(OURS, 'Hidden[$di]')],
  ])('is left as it is, and says so, where no line turns it off: %s', async (_what, made) => {
    const before = made()
    writeFileSync(path(), before)
    await expect(item().set(false)).rejects.toThrow('cannot be overruled')
    expect([await item().state(), written(path())]).toEqual(['by-hand', before])
  })

  it('is read as any other where only its texts are in languages', async () => {
    writeFileSync(
      path(),
      main(OURS, 'Name[de]=Schlüssel', 'Comment[pt_BR]=x', '# Hidden[$i]=true', 'Icon=a[$e]'),
    )
    expect(await item().state()).toBe('on')
  })
})

describe('an entry that starts another program', () => {
  const others: ReadonlyArray<readonly [string, () => string]> = [
    ['by its name', () => main('Exec=FOLDER/native')],
    ['with switches', () => main('Exec="FOLDER/native" --hidden -q')],
    ['in our spelling, under its own name', () => main('Name=Other', 'Exec="FOLDER/native" "--hidden"')],
    ['in our spelling, with its own comment', () => main('Comment=Mine', 'Exec="FOLDER/native" "--hidden"')],
    ['one of the desktop’s path', () => main('Exec=node')],
  ]
  it.each(others)('is told, and never changed: %s', async (_what, made) => {
    const before = made()
    writeFileSync(path(), before)
    await item().repair()
    for (const on of [false, true]) {
      await expect(item().set(on)).rejects.toThrow('another program')
      expect([await item().state(), written(path())]).toEqual(['another-program', before])
    }
  })

  const untold: ReadonlyArray<readonly [string, () => string]> = [
    ['a script', () => main('Exec=FOLDER/script')],
    ['a program that is told what to do', () => main('Exec=FOLDER/native latchkey-of-another')],
    ['a program by a value of a switch', () => main('Exec=FOLDER/native --run=latchkey-of-another')],
    ['a command for a shell', () => main(`Exec=sh -c 'exec "$HOME/bin/latchkey"'`)],
    ['variables', () => main('Exec[$e]=$HOME/bin/latchkey')],
  ]
  const ofNoConcern = [
    ...others.map(row => [...row, 'off'] as const),
    ...untold.map(row => [...row, 'unsure'] as const),
    ['what is off', () => main('Exec=FOLDER/script', 'Hidden=true'), 'off'] as const,
  ]
  it.each<readonly [string, () => string, State]>(ofNoConcern)(
    'is not ours under the name that it can have, too: %s',
    async (_what, made, state) => {
      const before = made()
      writeFileSync(former(), before)
      await item().repair()
      const states = [await item().state()]
      for (const on of [true, false]) {
        await item().set(on)
        states.push(await item().state())
        expect(written(former())).toBe(before)
      }
      expect([states, existsSync(path())]).toEqual([[state, 'on', state], false])
    },
  )

  it.each(untold)('is by hand under our own name, where nobody can tell: %s', async (_what, made) => {
    writeFileSync(path(), made())
    expect(await item().state()).toBe('by-hand')
  })

  it.each<[string, () => void]>([
    ['starts another program', () => writeFileSync(path(), main('Exec=FOLDER/native'))],
    ['cannot be read', () => writeFileSync(path(), 'x'.repeat(1_000_000))],
  ])('leaves our former one, by which this program starts, where it %s', async (_what, put) => {
    const ours = entry(own())
    writeFileSync(former(), ours)
    put()
    await item().repair()
    expect(written(former())).toBe(ours)
  })

  it('is kept aside where it is off and this one is turned on', async () => {
    const before = main('Exec=FOLDER/native', 'Hidden=true')
    writeFileSync(path(), before)
    expect(await item().set(true)).toBe(true)
    expect([await item().state(), written(path()), written(`${path()}.kept`)]).toEqual([
      'on',
      entry(own()),
      before,
    ])
  })
})

describe('what a person wrote into an entry that starts this program', () => {
  const theirs: ReadonlyArray<readonly [string, () => string]> = [
    ['that it is on', () => `${entry(own())}Hidden=false\n`],
    ['that it is on, twice', () => main(OURS, 'Hidden=false', 'Comment=mine', 'Hidden = 0')],
    ['that it is off, and then that it is on', () => main('Hidden=true', OURS, 'Hidden=false')],
    ['that it is on, last and without an end', () => main(OURS, 'Hidden=false').trimEnd()],
    ['that it is on for others', () => main(OURS, 'X-MATE-Autostart-enabled=true', 'X-systemd-skip=false')],
    ['comments', () => `# mine\n${entry(own())}\n# the end`],
    ['a comment that says that it is off', () => `# Hidden=true\n${entry(own())}#Hidden=true\n`],
    ['other keys', () => `${entry(own())}X-KDE-autostart-phase=1\nX-GNOME-Autostart-Delay=10\n`],
    ['another order', () => main(OURS, 'TryExec=FOLDER/Latchkey', 'Name=Latchkey')],
    ['ends of lines of another system', () => `${entry(own())}Hidden=false\n`.replaceAll('\n', '\r\n')],
    ['another group', () => `${entry(own())}[Desktop Action Quit]\nHidden=true\nExec=x\n`],
    ['its group twice', () => `${entry(own())}[More]\na=b\n[Desktop Entry]\nHidden=false\n`],
    ['empty lines', () => `\n\n${entry(own())}\n\n`],
    ['another comment', () => entry(own()).replace('Comment=', 'Comment=mine ')],
    ['another spelling', () => main('Exec=env LANG=C FOLDER/Latchkey --hidden', 'Hidden=no')],
  ]
  it.each(
    theirs.flatMap(
      row =>
        [
          [...row, path],
          [...row, former],
        ] as const,
    ),
  )('is there to the byte after it was turned off and on: %s', async (_what, made, file) => {
    const before = made()
    writeFileSync(file(), before)
    await item().set(false)
    expect(await item().state()).toBe('off')
    // Under the former name it is moved when the app starts next.
    await item().repair()
    await item().set(true)
    expect([await item().state(), written(path())]).toEqual(['on', before])
  })
})
