import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-autostart-'))
    path = join(folder, 'autostart', 'latchkey.desktop')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const command = ['/opt/Latchkey/latchkey', '--hidden']
  const login = () => desktopLoginItem(path, command)
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

  it('can be turned off twice', () => {
    login().set(false)
    login().set(false)
    expect(login().state()).toBe('off')
  })

  const starting = (...keys: string[]) => lines('Exec=/opt/Latchkey/latchkey --hidden', ...keys)

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

  it.each(['', 'Hidden=false\n', '\0\uFFFD'])('is off where the file is no entry: %j', text => {
    write(text)
    expect(login().state()).toBe('off')
  })

  it('is off, and says why it stays so, where something else is in the place of the file', () => {
    mkdirSync(join(path, 'folder'), { recursive: true })
    expect(login().state()).toBe('off')
    expect(() => login().set(true)).toThrow('EISDIR')
    expect(login().state()).toBe('off')
  })

  it('is turned on again over an entry that the desktop turned off', () => {
    write(lines('Hidden=true'))
    login().set(true)
    expect(content()).toBe(entry(command))
  })

  it.each([
    ['another program', 'Exec="/old/Latchkey.AppImage" "--hidden"'],
    ['a window', 'Exec=/opt/Latchkey/latchkey'],
    ['nothing', 'Comment=no command'],
    ['what no desktop understands', 'Exec="/opt/Latchkey/latchkey'],
    ['it only where another program is', 'TryExec=/old/latchkey\nExec="/opt/Latchkey/latchkey" "--hidden"'],
  ])('is repaired when it is on and starts %s', (_what, keys) => {
    write(lines(keys))
    login().repair()
    expect(content()).toBe(entry(command))
  })

  it.each([
    ['starts the app', lines('Exec=/opt/Latchkey/latchkey --hidden', 'X-GNOME-Autostart-Delay=10')],
    ['starts the app through another program', lines('Exec=env LANG=C "/opt/Latchkey/latchkey" --hidden')],
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
      const item = desktopLoginItem(path, own)
      write(exec(`${folder}/./Latchkey-2.AppImage`))
      expect(item.state()).toBe('on')
      item.repair()
      expect(content()).toBe(entry(own))
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
    write(lines('Exec="/opt/Latchkey/latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(true)
    write(lines('Exec="/cache/electron" "/src/latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(false)
  })
})
