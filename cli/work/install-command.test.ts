import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginnings, commandFile } from '../command-file.ts'
import { run } from '../terminal.fake.ts'
import { windowsCommand } from '../windows-command.ts'

let home: string
let program: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "latchkey-o'install-"))
  program = join(home, 'app', 'Latchkey')
  mkdirSync(join(home, 'app'))
  writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
})
afterEach(() => rmSync(home, { recursive: true }))

const command = () => join(home, '.local/bin/latchkey')
const install = (given: Record<string, string> = {}, more: object = {}) =>
  run({ command: ['install-command', '--json'], home, given, program, ...more })
const said = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Record<string, unknown>

describe.skipIf(process.platform === 'win32')('latchkey install-command', () => {
  it('puts a command there that starts this program', async () => {
    const ended = await install()
    expect(said(ended)).toEqual({ schema: 1, path: command(), made: true, onPath: false })
    expect(statSync(command()).mode & 0o777).toBe(0o755)
    expect(execFileSync(command(), ['a b', '--hidden'], { encoding: 'utf8' })).toBe('a b\n--hidden\n')
  })

  it('says whether that is on PATH', async () => {
    const given = { PATH: `/usr/bin:${home}/.local/bin` }
    expect(said(await install(given))).toMatchObject({ onPath: true })
    const plain = await run({ command: ['install-command'], home, program })
    expect(plain.stdout).toContain(`${home}/.local/bin is not on your PATH`)
  })

  it('writes its own anew', async () => {
    await install()
    const other = join(home, 'app', 'Other')
    writeFileSync(other, '')
    expect((await install({}, { program: other })).code).toBe(0)
    expect(readFileSync(command(), 'utf8')).toContain('/app/Other')
  })

  it.each<[string, (path: string) => void]>([
    ['a program of somebody else', path => writeFileSync(path, '#!/bin/sh\n')],
    ['a link', path => symlinkSync('/bin/true', path)],
    ['a folder', path => mkdirSync(path)],
  ])('leaves %s alone', async (_what, occupy) => {
    mkdirSync(join(home, '.local/bin'), { recursive: true })
    occupy(command())
    const before = statSync(command(), { bigint: true }).mtimeNs
    const ended = await install()
    expect([ended.code, said(ended)]).toMatchObject([1, { error: { reason: 'occupied' } }])
    expect(statSync(command(), { bigint: true }).mtimeNs).toBe(before)
  })

  it('says where it cannot write', async () => {
    writeFileSync(join(home, '.local'), '')
    expect(said(await install())).toMatchObject({ error: { reason: 'unwritable' } })
  })

  it.each(['', 'ada'])('puts nothing into the folder it is in where the home is “%s”', async HOME => {
    const before = process.cwd()
    process.chdir(home)
    try {
      expect(said(await install({ HOME }))).toMatchObject({ error: { reason: 'homeless' } })
      expect(readdirSync(home)).toEqual(['app'])
    } finally {
      process.chdir(before)
    }
  })

  it('has nothing to do where a package brought the command', async () => {
    writeFileSync(join(home, 'app/latchkey'), '', { mode: 0o755 })
    mkdirSync(join(home, 'bin'))
    symlinkSync(join(home, 'app/latchkey'), join(home, 'bin/latchkey'))
    expect(said(await install({ PATH: join(home, 'bin') }))).toMatchObject({
      made: false,
      path: join(home, 'bin/latchkey'),
    })
    expect(existsSync(command())).toBe(false)
  })

  it('starts the AppImage itself, since what it mounts goes away', async () => {
    writeFileSync(join(home, 'app/AppRun'), '')
    const image = join(home, 'Latchkey.AppImage')
    await install({ APPDIR: join(home, 'app'), APPIMAGE: image })
    expect(readFileSync(command(), 'utf8')).toContain('Latchkey.AppImage')
  })

  it('is for installed apps alone', async () => {
    expect(said(await install({}, { packaged: false }))).toMatchObject({ error: { reason: 'unpackaged' } })
  })
})

const HEADLESS = ['--log-level=3', '--ozone-platform=headless', '--disable-gpu']

describe.skipIf(process.platform !== 'linux').each(['of a package', 'that was installed'])(
  'the command %s',
  which => {
    const start = (args: string[], env: Record<string, string | undefined>) => {
      const script = join(home, 'app', 'latchkey')
      const source =
        which === 'of a package'
          ? readFileSync(join(import.meta.dirname, '../../build/linux/latchkey'), 'utf8')
          : commandFile(program)
      writeFileSync(script, source)
      chmodSync(script, 0o755)
      const said = execFileSync(script, args, {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...env },
      })
      return said.trimEnd().split('\n')
    }

    it('keeps a command off the display where there is none', () => {
      for (const first of beginnings) {
        expect(start([first, 'status'], {})).toEqual([...HEADLESS, first, 'status'])
      }
    })

    it.each([{ PATH: '' }, { PATH: undefined }])('needs nothing of its environment: %j', env => {
      expect(start(['status'], env)).toEqual([...HEADLESS, 'status'])
    })

    it.each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
      'keeps it quiet where there is one: %j',
      env => {
        expect(start(['run', '--', 'a b'], env)).toEqual(['--log-level=3', 'run', '--', 'a b'])
      },
    )

    it.each([[['--hidden']], [['--lang=de']], [['/usr/share']]])('changes nothing of a start: %j', args => {
      expect(start(args, {})).toEqual(args)
    })
  },
)

describe('on Windows', () => {
  it('the command is where each person has programs, and cmd waits for it', () => {
    const { path, content } = windowsCommand('C:\\Users\\Ada 50%\\Latchkey.exe', {
      LOCALAPPDATA: 'C:\\Users\\Ada\\AppData\\Local',
    })
    expect(path).toBe('C:\\Users\\Ada\\AppData\\Local\\Microsoft\\WindowsApps\\latchkey.cmd')
    expect(content).toContain('@"C:\\Users\\Ada 50%%\\Latchkey.exe" --log-level=3 %*\r\n')
  })

  it('it starts the portable file itself, which unpacks its program anew each time', () => {
    const { content } = windowsCommand('C:\\Temp\\x\\Latchkey.exe', {
      PORTABLE_EXECUTABLE_FILE: 'D:\\Latchkey.exe',
    })
    expect(content).toContain('@"D:\\Latchkey.exe"')
  })
})
