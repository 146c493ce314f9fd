import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { entry, quoted } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { sourcesLoginItem } from './sources.ts'
import { desktopLoginItem } from './xdg.ts'

const work = patientWork()
const commandIn = (text: string) => execArguments(desktopKeys(text).get('Exec') ?? '')

describe('start at login on Linux', () => {
  let folder: string
  let path: string
  let link: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-autostart-'))
    path = join(folder, 'autostart', 'app.latchkey.latchkey.desktop')
    link = join(folder, 'start-at-login')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const command = ['/opt/Latchkey/Latchkey', '--hidden']
  const login = ({ program = command[0] ?? '', names = 'GNOME', here = link } = {}) =>
    desktopLoginItem({
      path,
      formerPath: join(dirname(path), 'latchkey.desktop'),
      within: [folder],
      work,
      program,
      argument: '--hidden',
      link: here,
      desktop: { names, configuration: folder },
    })
  const lines = (...keys: string[]) => ['[Desktop Entry]', 'Type=Application', ...keys, ''].join('\n')
  function write(text: string) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const content = () => readFileSync(path, 'utf8')

  it('is off in a new install', async () => {
    expect(await login().state()).toBe('off')
  })

  it('is on once it was turned on, and off once it was turned off', async () => {
    await login().set(true)
    expect({ state: await login().state(), command: commandIn(content()) }).toEqual({ state: 'on', command })
    expect(statSync(path).mode & 0o111).toBe(0)
    await login().set(false)
    expect({ state: await login().state(), file: existsSync(path) }).toEqual({ state: 'off', file: false })
  })

  it('is turned on and off in the file that a link leads to, and the link stays', async () => {
    const dotfile = join(folder, 'dotfile.desktop')
    mkdirSync(dirname(path))
    symlinkSync(dotfile, path)
    const states = []
    for (const on of [true, false, false, true]) {
      await login().set(on)
      states.push([await login().state(), desktopKeys(readFileSync(dotfile, 'utf8')).get('Hidden')])
    }
    expect({ states, link: readlinkSync(path) }).toEqual({
      states: [
        ['on', undefined],
        ['off', 'true'],
        ['off', 'true'],
        ['on', undefined],
      ],
      link: dotfile,
    })
  })

  it('is off, cannot be turned on and is not waited for where a link leads to a pipe', async () => {
    mkdirSync(dirname(path))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('../pipe', path)
    await login().repair()
    expect(await login().state()).toBe('off')
    await expect(login().set(true)).rejects.toThrow('Not a file')
    expect([readlinkSync(path), statSync(path).isFIFO()]).toEqual(['../pipe', true])
  })

  it('can be turned off twice', async () => {
    await login().set(false)
    await login().set(false)
    expect(await login().state()).toBe('off')
  })

  const starting = (...keys: string[]) => lines('Exec=/opt/Latchkey/Latchkey --hidden', ...keys)

  it.each([
    ['Hidden=true', 'off'],
    ['Hidden = true', 'off'],
    ['X-GNOME-Autostart-enabled=false', 'off'],
    ['X-MATE-Autostart-enabled=false', 'off'],
    ['Hidden=false', 'on'],
    ['X-GNOME-Autostart-enabled=true', 'on'],
    ['Comment=Hidden=true', 'on'],
    ['[Desktop Action Other]\nHidden=true', 'on'],
  ])('believes an entry that the desktop changed: %s', async (line, state) => {
    write(starting(line))
    expect(await login().state()).toBe(state)
  })

  it.each([
    ['a desktop that it is for', 'OnlyShowIn=KDE;GNOME;', 'ubuntu:GNOME', 'on'],
    ['others than it is for', 'OnlyShowIn=KDE;', 'ubuntu:GNOME', 'off'],
    ['a desktop without a name', 'OnlyShowIn=KDE;', '', 'off'],
    ['a desktop that it is not for', 'NotShowIn=LXDE;', 'LXDE', 'off'],
    ['one of the names of it', 'NotShowIn=GNOME;', 'ubuntu:GNOME', 'off'],
    ['others than it is not for', 'NotShowIn=LXDE;', 'GNOME', 'on'],
    ['another spelling of the name', 'NotShowIn=gnome;', 'GNOME', 'on'],
    ['a desktop that both lists have', 'OnlyShowIn=GNOME;\nNotShowIn=GNOME', 'GNOME', 'on'],
    ['its first name, before the second', 'NotShowIn=Budgie\nOnlyShowIn=GNOME;', 'Budgie:GNOME', 'off'],
  ])('is shown as the desktop takes it on %s', async (_what, line, names, state) => {
    write(starting(line))
    expect(await login({ names }).state()).toBe(state)
  })

  it.each([
    ['Type=Link', 'off'],
    ['Hidden=1', 'off'],
    ['Hidden=TRUE', 'off'],
    ['  Hidden=true', 'off'],
    ['Hidden=0', 'on'],
    ['X-GNOME-Autostart-enabled=0', 'off'],
    ['X-systemd-skip=true', 'off'],
    ['X-GNOME-HiddenUnderSystemd=true', 'off'],
    ['NoDisplay=true', 'on'],
    ['AutostartCondition=if-exists autostart', 'on'],
    ['AutostartCondition=if-exists none', 'off'],
    ['AutostartCondition=unless-exists autostart', 'off'],
    ['AutostartCondition=unless-exists none', 'on'],
    ['X-KDE-autostart-condition=none:General:Autostart:true', 'on'],
    ['Path=/none', 'off'],
    ['Path=/', 'on'],
    ['Path=', 'on'],
  ])('knows every way to turn an entry off: %s', async (line, state) => {
    write(lines(`Exec=${process.execPath} --hidden`, line))
    expect(await login({ program: process.execPath }).state()).toBe(state)
  })

  it.each(['', 'Hidden=false\n', '\0\uFFFD', '[Desktop Entry]\nExec="/opt/Latchkey/Latchkey" "--hidden"\n'])(
    'is off where the file is no entry: %j',
    async text => {
      write(text)
      expect(await login().state()).toBe('off')
    },
  )

  it('is off, and says why it stays so, where something else is in the place of the file', async () => {
    mkdirSync(join(path, 'folder'), { recursive: true })
    expect(await login().state()).toBe('off')
    await expect(login().set(true)).rejects.toThrow('Not a file')
    expect(await login().state()).toBe('off')
  })

  it('is turned on again over an entry that the desktop turned off', async () => {
    write(lines('Hidden=true'))
    await login().set(true)
    expect(content()).toBe(entry(command))
  })

  it('is repaired when it is on and starts a Latchkey that is gone', async () => {
    for (const more of ['', 'X-GNOME-Autostart-Delay=10', '# mine']) {
      write(lines('Exec="/old/Latchkey.AppImage" "--hidden"', more))
      await login().repair()
      expect(content()).toBe(
        lines('TryExec=/opt/Latchkey/Latchkey', 'Exec="/opt/Latchkey/Latchkey" "--hidden"', more),
      )
    }
  })

  it('is made anew when it names the program as earlier releases did', async () => {
    const program = join(folder, 'Latchkey')
    const former = join(folder, 'latchkey')
    for (const each of [program, former]) writeFileSync(each, '', { mode: 0o755 })
    write(lines(`Exec="${former}" "--hidden"`))
    expect(await login({ program }).state()).toBe('on')
    await login({ program }).repair()
    expect(content()).toBe(lines(`TryExec=${program}`, `Exec="${program}" "--hidden"`))
  })

  it.each([
    ['starts the app', lines('Exec=/opt/Latchkey/Latchkey --hidden', 'X-GNOME-Autostart-Delay=10')],
    ['starts the app through another program', lines('Exec=env LANG=C "/opt/Latchkey/Latchkey" --hidden')],
    ['is off', lines('Exec=/old/latchkey', 'Hidden=true')],
  ])('is left alone at start when it %s', async (_what, text) => {
    write(text)
    await login().repair()
    expect(content()).toBe(text)
  })

  it.each([
    ['', 'on'],
    ['Exec="/old/Latchkey.AppImage" "--hidden"', 'off'],
    ['TryExec=/old/latchkey', 'off'],
  ])('is on only where its command leads to something: %j', async (keys, state) => {
    write(keys.startsWith('Exec') ? lines(keys) : starting(...(keys === '' ? [] : [keys])))
    expect(await login().state()).toBe(state)
  })

  describe('beside another copy', () => {
    function program(name: string) {
      const file = join(folder, name)
      writeFileSync(file, '', { mode: 0o755 })
      return file
    }
    const exec = (...words: string[]) => lines(`Exec=${words.map(quoted).join(' ')}`)

    it('is left to that one, and says so, until the person turns it on here', async () => {
      const text = exec(program('Latch key.AppImage'), '--hidden')
      write(text)
      await login().repair()
      expect([await login().state(), content()]).toEqual(['another-copy', text])
      await login().set(true)
      expect([await login().state(), commandIn(content())]).toEqual(['on', command])
    })

    it.each([
      ['the desktop turned that one off', 'Hidden=true'],
      ['that one needs what is gone', 'TryExec=/old/latchkey'],
    ])('is off where %s', async (_what, line) => {
      write(`${exec(program('Latchkey.AppImage'))}${line}\n`)
      expect(await login().state()).toBe('off')
    })

    it('is taken over once that one is gone', async () => {
      const other = program('Latchkey.AppImage')
      write(exec(other, '--hidden'))
      await login().repair()
      expect(await login().state()).toBe('another-copy')
      rmSync(other)
      expect(await login().state()).toBe('off')
      await login().repair()
      expect([await login().state(), commandIn(content())]).toEqual(['on', command])
    })
  })

  describe('of a program with a name that systemd cannot start', () => {
    const hostile = () => {
      const file = join(folder, String.raw`Latch "key" $HOME ${'`id`'} 100%u \s.AppImage`)
      writeFileSync(file, '', { mode: 0o755 })
      return file
    }

    it('starts it by a link with a plain name, which goes with the entry', async () => {
      const program = hostile()
      await login({ program }).set(true)
      expect([commandIn(content()), readlinkSync(link)]).toEqual([[link, '--hidden'], program])
      expect(await login({ program }).state()).toBe('on')
      await login({ program }).set(false)
      expect([existsSync(path), existsSync(link)]).toEqual([false, false])
    })

    it('leads the link to where the program is now', async () => {
      const program = hostile()
      await login({ program }).set(true)
      const moved = join(folder, 'moved %.AppImage')
      renameSync(program, moved)
      await login({ program: moved }).repair()
      expect([await login({ program: moved }).state(), readlinkSync(link)]).toEqual(['on', moved])
    })

    it('changes nothing, and says why, where the link would have no plain name either', async () => {
      const here = join(folder, '100%', 'start-at-login')
      await expect(login({ program: hostile(), here }).set(true)).rejects.toThrow(
        'Not every desktop can start',
      )
      expect([existsSync(path), existsSync(here)]).toEqual([false, false])
    })
  })

  describe('under its former name', () => {
    const former = () => join(dirname(path), 'latchkey.desktop')
    const writeFormer = (text: string) => {
      write('')
      renameSync(path, former())
      writeFileSync(former(), text)
    }

    it.each([
      ['on', 'Comment=mine'],
      ['off', 'Hidden=true'],
    ])('moves to the new one as it is: %s', async (state, line) => {
      const text = starting(line)
      writeFormer(text)
      await login().repair()
      expect([await login().state(), content(), existsSync(former())]).toEqual([state, text, false])
    })

    it('goes where there is one of the new name', async () => {
      writeFormer(entry(command))
      await login().set(true)
      writeFormer(entry(command))
      write(starting('Hidden=true'))
      await login().repair()
      expect([await login().state(), existsSync(former())]).toEqual(['off', false])
    })

    it.each([
      ['a program of theirs with this name', (folder: string) => `Exec="${join(folder, 'other')}"`],
      ['one that nobody can read', () => `Exec=sh -c 'sleep 5; latchkey-of-mine'`],
      ['one that is off', (folder: string) => `Exec="${join(folder, 'other')}"\nHidden=true`],
    ])('stays where it is, where a person wrote it for another: %s', async (_what, made) => {
      writeFileSync(join(folder, 'other'), '', { mode: 0o755 })
      const text = lines(made(folder))
      writeFormer(text)
      await login().repair()
      expect([existsSync(path), readFileSync(former(), 'utf8')]).toEqual([false, text])
    })

    it('is left to another copy, and says so, until the person turns it on here', async () => {
      const other = join(folder, 'Latchkey.AppImage')
      writeFileSync(other, '', { mode: 0o755 })
      writeFormer(lines(`Exec="${other}" "--hidden"`))
      await login().repair()
      expect([await login().state(), existsSync(former())]).toEqual(['another-copy', true])
      await login().set(true)
      expect([await login().state(), existsSync(former())]).toEqual(['on', false])
    })
  })

  describe('that a person wrote', () => {
    /** Programs that are there. */
    const there = () => {
      mkdirSync(join(folder, 'bin'))
      for (const name of ['wrapper', 'latchkey'])
        writeFileSync(join(folder, 'bin', name), '', { mode: 0o755 })
      return join(folder, 'bin')
    }
    const theirs: ReadonlyArray<readonly [string, string, 'on' | 'off' | 'by-hand']> = [
      ['a command for a shell', `Exec=sh -c 'sleep 5; exec BIN/latchkey --hidden'`, 'by-hand'],
      ['a command for a shell, in double quotes', `Exec=sh -c "sleep 5; exec BIN/latchkey --hidden"`, 'on'],
      ['a command for a shell that starts another', `Exec=sh -c "exec BIN/wrapper"`, 'by-hand'],
      ['a variable with a blank in it', `Exec=env FOO="a b" BIN/latchkey --hidden`, 'by-hand'],
      ['a variable', `Exec=env LANG=C "BIN/latchkey" --hidden`, 'on'],
      ['an option of env', `Exec=env -u LANG BIN/wrapper`, 'by-hand'],
      ['a program of their own', `Exec=BIN/wrapper`, 'by-hand'],
      ['a program of their own that is told as ours', `Exec=BIN/wrapper --hidden`, 'by-hand'],
      ['a program of their home', `Exec=~/bin/wrapper`, 'by-hand'],
      ['a variable for the home', `Exec=$HOME/bin/wrapper`, 'by-hand'],
      ['a program that is on another path', `Exec=wrapper-of-ada`, 'by-hand'],
      ['a bus', `Exec=gdbus call --session --dest a.b --object-path /`, 'by-hand'],
      ['a pipe', `Exec=BIN/wrapper | logger -t latchkey`, 'by-hand'],
      ['quotes that do not close', `Exec="BIN/latchkey`, 'by-hand'],
      ['a field code', `Exec="BIN/wrapper" %U`, 'by-hand'],
      ['a window', `Exec=BIN/latchkey`, 'on'],
      ['a window, in our spelling', `Exec="BIN/latchkey"`, 'on'],
      ['ours with more', `Exec="BIN/latchkey" "--hidden" "--more"`, 'on'],
      [
        'ours with a delay',
        `TryExec=BIN/latchkey\nExec="BIN/latchkey" "--hidden"\nX-GNOME-Autostart-Delay=10`,
        'on',
      ],
      ['another copy, needed by a file that is gone', `TryExec=/old/x\nExec="BIN/wrapper" "--hidden"`, 'off'],
      ['a copy that is gone, with a folder', `Path=/\nExec="/old/latchkey" "--hidden"`, 'off'],
      ['a copy that is gone, in another spelling', `Exec=/old/latchkey --hidden`, 'off'],
      ['no command', `Comment=mine`, 'off'],
    ]
    const own = (bin: string) => login({ program: join(bin, 'latchkey') })
    const written = (bin: string, keys: string) =>
      [
        '# mine',
        '',
        '[Desktop Entry]',
        'Type=Application',
        keys.replaceAll('BIN', bin),
        '[More]',
        'Hidden=x',
        '',
      ].join('\n')

    it.each(theirs)('is left as it is when the app starts: %s', async (_what, keys, state) => {
      const bin = there()
      const text = written(bin, keys)
      write(text)
      await own(bin).repair()
      expect([await own(bin).state(), content(), readdirSync(dirname(path)).length]).toEqual([state, text, 1])
    })

    it.each(theirs.filter(([, , state]) => state !== 'off'))(
      'is turned off by a line, and on again by taking that out: %s',
      async (_what, keys, state) => {
        const bin = there()
        const text = written(bin, keys)
        write(text)
        await own(bin).set(false)
        expect([await own(bin).state(), content()]).toEqual([
          'off',
          text.replace('[Desktop Entry]\n', '[Desktop Entry]\nHidden=true\n'),
        ])
        expect(await own(bin).set(true)).toBe(false)
        expect([await own(bin).state(), content()]).toEqual([state, text])
      },
    )

    it.each(theirs.filter(([, , state]) => state === 'off'))(
      'is kept beside the new one where it starts nothing: %s',
      async (_what, keys) => {
        const bin = there()
        const text = written(bin, keys)
        write(text)
        expect(await own(bin).set(true)).toBe(true)
        expect([await own(bin).state(), content(), readFileSync(`${path}.kept`, 'utf8')]).toEqual([
          'on',
          entry([join(bin, 'latchkey'), '--hidden']),
          text,
        ])
      },
    )

    it('is turned off under the former name too, and stays there', async () => {
      const bin = there()
      const former = join(dirname(path), 'latchkey.desktop')
      write(entry([join(bin, 'latchkey'), '--hidden']))
      writeFileSync(former, lines(`Exec=sh -c 'exec ${bin}/latchkey'`))
      await own(bin).repair()
      await own(bin).set(false)
      expect([await own(bin).state(), existsSync(path), readFileSync(former, 'utf8')]).toEqual([
        'off',
        false,
        lines(`Exec=sh -c 'exec ${bin}/latchkey'`).replace('\n', '\nHidden=true\n'),
      ])
    })

    it('stays as it is, and says why, where it cannot be written again as it is', async () => {
      const bytes = Buffer.concat([Buffer.from(lines(`Exec=wrapper`)), Buffer.from([0xff, 0xfe])])
      mkdirSync(dirname(path))
      writeFileSync(path, bytes)
      await expect(login().set(false)).rejects.toThrow('no text')
      await expect(login().set(true)).rejects.toThrow('no text')
      expect(readFileSync(path).equals(bytes)).toBe(true)
    })
  })

  describe('where something that is no plain file is in its place', () => {
    const home = () => join(folder, 'home')
    const here = () =>
      desktopLoginItem({
        path,
        formerPath: join(dirname(path), 'latchkey.desktop'),
        within: [home(), folder],
        program: command[0] ?? '',
        argument: '--hidden',
        link,
        desktop: { names: 'GNOME', configuration: folder },
        work,
      })
    const outside = mkdtempSync(join(tmpdir(), 'latchkey-outside-'))
    afterAll(() => rmSync(outside, { recursive: true }))
    const text = entry(command)
    const linked = (target: string) => {
      mkdirSync(dirname(path), { recursive: true })
      symlinkSync(target, path)
    }
    const file = (name: string) => {
      writeFileSync(join(outside, name), text)
      return join(outside, name)
    }

    it.each<[string, 'off' | 'unknown', () => void]>([
      ['a pipe', 'off', () => execFileSync('mkfifo', [(mkdirSync(dirname(path)), path)])],
      ['a folder', 'off', () => mkdirSync(path, { recursive: true })],
      [
        'a link to a pipe outside',
        'off',
        () => linked((execFileSync('mkfifo', [join(outside, 'pipe')]), join(outside, 'pipe'))),
      ],
      ['a link to nothing at all', 'off', () => linked('/dev/null')],
      ['a link to zeros without end', 'off', () => linked('/dev/zero')],
      ['a link to a terminal', 'off', () => linked('/dev/tty')],
      ['a link to itself', 'unknown', () => linked(path)],
      ['a link to what the kernel makes up', 'unknown', () => linked('/proc/self/environ')],
      ['a link to the log of the kernel', 'unknown', () => linked('/proc/kmsg')],
      ['a link to memory', 'unknown', () => linked('/proc/self/mem')],
      ['a link to a file outside', 'unknown', () => linked(file('plain'))],
      [
        'a link to a link to a file outside',
        'unknown',
        () => (symlinkSync(file('far'), join(folder, 'near')), linked('../near')),
      ],
      ['a link to where a file could be outside', 'unknown', () => linked(join(outside, 'none'))],
      ['a file that is too large', 'unknown', () => write(`${text}${' '.repeat(65_536)}`)],
    ])('is told, not waited for and not changed: %s', async (_what, state, make) => {
      make()
      const before = [lstatSync(path).mode, lstatSync(path).ino, readdirSync(outside)]
      await here().repair()
      expect(await here().state()).toBe(state)
      await expect(here().set(true)).rejects.toThrow()
      if (state === 'unknown') await expect(here().set(false)).rejects.toThrow('could not be read')
      else await here().set(false)
      expect([
        await here().state(),
        [lstatSync(path).mode, lstatSync(path).ino, readdirSync(outside)],
      ]).toEqual([state, before])
      rmSync(join(outside, 'pipe'), { force: true })
      expect(await work.ended(0)).toBe(true)
    })

    it.each<[string, () => void]>([
      [
        'in a folder of dotfiles, as stow leads to it',
        () => {
          mkdirSync(join(home(), 'dotfiles'), { recursive: true })
          writeFileSync(join(home(), 'dotfiles', 'entry'), text)
          linked('../home/dotfiles/entry')
        },
      ],
      [
        'in a folder that is a link to one of dotfiles',
        () => {
          mkdirSync(join(home(), 'dotfiles'), { recursive: true })
          symlinkSync(join(home(), 'dotfiles'), dirname(path))
          writeFileSync(path, text)
        },
      ],
      [
        'in a configuration folder on another disk',
        () => {
          rmSync(folder, { recursive: true })
          mkdirSync(join(outside, 'disk', 'autostart'), { recursive: true })
          symlinkSync(join(outside, 'disk'), folder)
          writeFileSync(path, text)
        },
      ],
    ])('is read %s', async (_what, make) => {
      make()
      expect(await here().state()).toBe('on')
      await here().set(false)
      expect(await here().state()).toBe('off')
    })
  })

  it('is not turned on by a repair', async () => {
    await login().repair()
    expect(existsSync(path)).toBe(false)
  })

  it('tells when the desktop changes it, in a folder that comes later and one that came again', async () => {
    let told = 0
    const unwatch = login().watch(() => void told++)
    await expect.poll(() => told).toBe(1)
    const change = async (what: () => void) => {
      const before = told
      what()
      await expect.poll(() => told).toBeGreaterThan(before)
    }
    await change(() => mkdirSync(dirname(path)))
    await change(() => writeFileSync(path, lines()))
    await change(() => writeFileSync(path, lines('Hidden=true')))
    await change(() => rmSync(path))
    await change(() => rmSync(dirname(path), { recursive: true }))
    await change(() => mkdirSync(dirname(path)))
    await change(() => writeFileSync(path, lines()))
    unwatch()
  })

  it('takes away what a run from the sources made, and no other entry', async () => {
    const sources = sourcesLoginItem({ path, within: [folder], work }, '/cache/electron')
    write(lines('Exec="/opt/Latchkey/Latchkey" "--hidden"'))
    await sources.repair()
    expect(existsSync(path)).toBe(true)
    write(lines('Exec=/cache/electron /src/latchkey --hidden'))
    await sources.repair()
    expect(existsSync(path)).toBe(true)
    write(lines('Exec="/cache/electron" "/src/latchkey" "--hidden"'))
    await sources.repair()
    expect(existsSync(path)).toBe(false)
  })
})
