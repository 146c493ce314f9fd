import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, quoted } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { desktopLoginItem, sourcesLoginItem } from './xdg.ts'

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

  it('is off in a new install', () => {
    expect(login().state()).toBe('off')
  })

  it('is on once it was turned on, and off once it was turned off', () => {
    login().set(true)
    expect({ state: login().state(), command: commandIn(content()) }).toEqual({ state: 'on', command })
    expect(statSync(path).mode & 0o111).toBe(0)
    login().set(false)
    expect({ state: login().state(), file: existsSync(path) }).toEqual({ state: 'off', file: false })
  })

  it('is turned on and off in the file that a link leads to, and the link stays', () => {
    const dotfile = join(folder, 'dotfile.desktop')
    mkdirSync(dirname(path))
    symlinkSync(dotfile, path)
    const states = [true, false, false, true].map(on => {
      login().set(on)
      return [login().state(), desktopKeys(readFileSync(dotfile, 'utf8')).get('Hidden')]
    })
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

  it('is off, cannot be turned on and is not waited for where a link leads to a pipe', () => {
    mkdirSync(dirname(path))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('../pipe', path)
    login().repair()
    expect(login().state()).toBe('off')
    expect(() => login().set(true)).toThrow('Not a file')
    expect([readlinkSync(path), statSync(path).isFIFO()]).toEqual(['../pipe', true])
  })

  it('can be turned off twice', () => {
    login().set(false)
    login().set(false)
    expect(login().state()).toBe('off')
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
  ])('believes an entry that the desktop changed: %s', (line, state) => {
    write(starting(line))
    expect(login().state()).toBe(state)
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
  ])('is shown as the desktop takes it on %s', (_what, line, names, state) => {
    write(starting(line))
    expect(login({ names }).state()).toBe(state)
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
  ])('knows every way to turn an entry off: %s', (line, state) => {
    write(lines(`Exec=${process.execPath} --hidden`, line))
    expect(login({ program: process.execPath }).state()).toBe(state)
  })

  it.each(['', 'Hidden=false\n', '\0\uFFFD', '[Desktop Entry]\nExec="/opt/Latchkey/Latchkey" "--hidden"\n'])(
    'is off where the file is no entry: %j',
    text => {
      write(text)
      expect(login().state()).toBe('off')
    },
  )

  it('is off, and says why it stays so, where something else is in the place of the file', () => {
    mkdirSync(join(path, 'folder'), { recursive: true })
    expect(login().state()).toBe('off')
    expect(() => login().set(true)).toThrow('Not a file')
    expect(login().state()).toBe('off')
  })

  it('is turned on again over an entry that the desktop turned off', () => {
    write(lines('Hidden=true'))
    login().set(true)
    expect(content()).toBe(entry(command))
  })

  it.each([
    ['another program', 'Exec="/old/Latchkey.AppImage" "--hidden"'],
    ['a window', 'Exec=/opt/Latchkey/Latchkey'],
    ['nothing', 'Comment=no command'],
    ['what no desktop understands', 'Exec="/opt/Latchkey/Latchkey'],
    ['it only where another program is', 'TryExec=/old/latchkey\nExec="/opt/Latchkey/Latchkey" "--hidden"'],
  ])('is repaired when it is on and starts %s', (_what, keys) => {
    write(lines(keys))
    login().repair()
    expect(content()).toBe(entry(command))
  })

  it('is made anew when it names the program as earlier releases did', () => {
    const program = join(folder, 'Latchkey')
    const former = join(folder, 'latchkey')
    for (const each of [program, former]) writeFileSync(each, '', { mode: 0o755 })
    write(lines(`Exec="${former}" "--hidden"`))
    expect(login({ program }).state()).toBe('on')
    login({ program }).repair()
    expect(content()).toBe(entry([program, '--hidden']))
  })

  it.each([
    ['starts the app', lines('Exec=/opt/Latchkey/Latchkey --hidden', 'X-GNOME-Autostart-Delay=10')],
    ['starts the app through another program', lines('Exec=env LANG=C "/opt/Latchkey/Latchkey" --hidden')],
    ['is off', lines('Exec=/old/latchkey', 'Hidden=true')],
  ])('is left alone at start when it %s', (_what, text) => {
    write(text)
    login().repair()
    expect(content()).toBe(text)
  })

  it.each([
    ['', 'on'],
    ['Exec="/old/Latchkey.AppImage" "--hidden"', 'off'],
    ['TryExec=/old/latchkey', 'off'],
  ])('is on only where its command leads to something: %j', (keys, state) => {
    write(keys.startsWith('Exec') ? lines(keys) : starting(...(keys === '' ? [] : [keys])))
    expect(login().state()).toBe(state)
  })

  describe('beside another copy', () => {
    function program(name: string) {
      const file = join(folder, name)
      writeFileSync(file, '', { mode: 0o755 })
      return file
    }
    const exec = (...words: string[]) => lines(`Exec=${words.map(quoted).join(' ')}`)

    it('is left to that one, and says so, until the person turns it on here', () => {
      const text = exec(program('Latch key.AppImage'), '--hidden')
      write(text)
      login().repair()
      expect([login().state(), content()]).toEqual(['another-copy', text])
      login().set(true)
      expect([login().state(), content()]).toEqual(['on', entry(command)])
    })

    it.each([
      ['the desktop turned that one off', 'Hidden=true'],
      ['that one needs what is gone', 'TryExec=/old/latchkey'],
    ])('is off where %s', (_what, line) => {
      write(`${exec(program('Latchkey.AppImage'))}${line}\n`)
      expect(login().state()).toBe('off')
    })

    it.each(['%U', '%f --hidden'])('is left to that one though it could take files: %s', code => {
      const text = lines(`Exec="${program('Latchkey.AppImage')}" ${code}`)
      write(text)
      login().repair()
      expect([login().state(), content()]).toEqual(['another-copy', text])
    })

    it('is taken over once that one is gone', () => {
      const other = program('Latchkey.AppImage')
      write(exec('env', 'LANG=C', other, '--hidden'))
      login().repair()
      expect(login().state()).toBe('another-copy')
      rmSync(other)
      expect(login().state()).toBe('off')
      login().repair()
      expect([login().state(), content()]).toEqual(['on', entry(command)])
    })

    it('is no other copy that has another name only', () => {
      const own = [program('Latchkey-2.AppImage'), '--hidden']
      const item = login({ program: own[0] ?? '' })
      write(exec(`${folder}/./Latchkey-2.AppImage`))
      expect(item.state()).toBe('on')
      item.repair()
      expect(content()).toBe(entry(own))
    })
  })

  describe('of a program with a name that systemd cannot start', () => {
    const hostile = () => {
      const file = join(folder, String.raw`Latch "key" $HOME ${'`id`'} 100%u \s.AppImage`)
      writeFileSync(file, '', { mode: 0o755 })
      return file
    }

    it('starts it by a link with a plain name, which goes with the entry', () => {
      const program = hostile()
      login({ program }).set(true)
      expect([commandIn(content()), readlinkSync(link)]).toEqual([[link, '--hidden'], program])
      expect(login({ program }).state()).toBe('on')
      login({ program }).set(false)
      expect([existsSync(path), existsSync(link)]).toEqual([false, false])
    })

    it('leads the link to where the program is now', () => {
      const program = hostile()
      login({ program }).set(true)
      const moved = join(folder, 'moved %.AppImage')
      renameSync(program, moved)
      login({ program: moved }).repair()
      expect([login({ program: moved }).state(), readlinkSync(link)]).toEqual(['on', moved])
    })

    it('changes nothing, and says why, where the link would have no plain name either', () => {
      const here = join(folder, '100%', 'start-at-login')
      expect(() => login({ program: hostile(), here }).set(true)).toThrow('Not every desktop can start')
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
    ])('moves to the new one as it is: %s', (state, line) => {
      const text = starting(line)
      writeFormer(text)
      login().repair()
      expect([login().state(), content(), existsSync(former())]).toEqual([state, text, false])
    })

    it('goes where there is one of the new name', () => {
      writeFormer(starting())
      login().set(true)
      writeFormer(starting())
      write(starting('Hidden=true'))
      login().repair()
      expect([login().state(), existsSync(former())]).toEqual(['off', false])
    })

    it('is left to another copy, and says so, until the person turns it on here', () => {
      const other = join(folder, 'Latchkey.AppImage')
      writeFileSync(other, '', { mode: 0o755 })
      writeFormer(lines(`Exec="${other}" "--hidden"`))
      login().repair()
      expect([login().state(), existsSync(former())]).toEqual(['another-copy', true])
      login().set(true)
      expect([login().state(), existsSync(former())]).toEqual(['on', false])
    })
  })

  it('is not turned on by a repair', () => {
    login().repair()
    expect(existsSync(path)).toBe(false)
  })

  it('tells when the desktop changes it, in a folder that comes later and one that came again', async () => {
    let told = 0
    const unwatch = login().watch(() => void told++)
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

  it('takes away what a run from the sources made, and no other entry', () => {
    const sources = sourcesLoginItem(path, '/cache/electron')
    write(lines('Exec="/opt/Latchkey/Latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(true)
    write(lines('Exec="/cache/electron" "/src/latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(false)
  })
})
