import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
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
import type { PresetName } from '../../common/presets.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { Secret } from '../secret.ts'
import { markOf } from '../vault/mark.ts'
import { createProgramFiles } from './program-files.ts'

const KEY = 'aB3dE6gH9jK2mN5pQ8sT'
const OTHER = 'zY9xW8vU7tS6rQ5pO4nM'
const given = {
  address: 'http://192.168.1.20:32400',
  key: new Secret(KEY),
  identifier: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11',
  deviceName: 'backup · DESK-01'.replace('·', '-'),
  product: 'backup',
}

const gone = { marks: [markOf(KEY)] }

let folder: string
let path: string
let reported: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-files-'))
  path = join(folder, 'config')
  reported = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const files = () =>
  createProgramFiles({
    work: patientWork(),
    report: (what, error) => reported.push(`${what}: ${String(error)}`),
  })
const content = () => readFileSync(path, 'utf8')
const lines = (...all: string[]) => all.map(line => `${line}\n`).join('')

const header = lines(
  '[header]',
  `identifier = ${given.identifier}`,
  'device_name = backup - DESK-01',
  'product = backup',
)
const newIni = lines('[auth]', `server_baseurl = ${given.address}`, `server_token = ${KEY}`, '') + header

describe('a program’s file gets its key', () => {
  it.each<[string, PresetName, string | null, string]>([
    ['that is not there', 'python-plexapi', null, newIni],
    ['that is empty', 'python-plexapi', '', newIni],
    [
      'with another key, comments, sections and odd spacing',
      'python-plexapi',
      '# mine\r\n[plexapi]\r\ntimeout=30\r\n\r\n[AUTH]\r\n; old\r\nmyplex_username : ada\r\nServer_Token=old  \r\n\tmore\r\nserver_baseurl:http://a\r\n\r\n[log]\r\nlevel = INFO',
      `# mine\r\n[plexapi]\r\ntimeout=30\r\n\r\n[AUTH]\r\n; old\r\nmyplex_username : ada\r\nServer_Token=${KEY}  \r\nserver_baseurl:${given.address}\r\n\r\n[log]\r\nlevel = INFO\r\n\r\n${header.replaceAll('\n', '\r\n')}`,
    ],
    [
      'with an indented section that lacks it',
      'python-plexapi',
      lines('[auth]', '  # of Ada', '  myplex_username = ada', '', '[header]', 'identifier=x'),
      lines(
        '[auth]',
        '  # of Ada',
        '  myplex_username = ada',
        `  server_baseurl = ${given.address}`,
        `  server_token = ${KEY}`,
        '',
        '[header]',
        `identifier=${given.identifier}`,
        'device_name = backup - DESK-01',
        'product = backup',
      ),
    ],
    [
      'that is not there',
      'plextraktsync',
      null,
      lines('servers:', '  default:', '    urls:', `      - "${given.address}"`, `    token: "${KEY}"`),
    ],
    [
      'with other servers, comments and an order of its own',
      'plextraktsync',
      lines(
        '# mine',
        'servers:',
        '    cellar:   # of Bob',
        `        token: '${OTHER}'`,
        '        urls: [http://b]',
        '    default:',
        '        # shown in the log',
        '        id:   123',
        '        urls:',
        '        -   http://a',
        '        token: old # stale',
        '',
        '...',
      ),
      lines(
        '# mine',
        'servers:',
        '    cellar:   # of Bob',
        `        token: '${OTHER}'`,
        '        urls: [http://b]',
        '    default:',
        '        # shown in the log',
        '        id:   123',
        '        urls:',
        `        - "${given.address}"`,
        '        -   http://a',
        `        token: "${KEY}" # stale`,
        '',
        '...',
      ),
    ],
    [
      'with a server on one line',
      'plextraktsync',
      'servers: {default: {urls: [http://a]}, cellar: {token: x}}',
      `servers: {default: {token: "${KEY}", urls: ["${given.address}", http://a]}, cellar: {token: x}}`,
    ],
    [
      'with names that have no value yet',
      'plextraktsync',
      'servers:\r\n  default:   # mine\r\n    \r\nother: 1',
      `servers:\r\n  default:   # mine\r\n    urls:\r\n      - "${given.address}"\r\n    token: "${KEY}"\r\n    \r\nother: 1`,
    ],
    [
      'with its address there already',
      'plextraktsync',
      lines(
        'servers:',
        '  default:',
        '    token:',
        '    urls:',
        '      - http://a',
        `      - ${given.address}`,
      ),
      lines(
        'servers:',
        '  default:',
        `    token: "${KEY}"`,
        '    urls:',
        '      - http://a',
        `      - ${given.address}`,
      ),
    ],
    [
      'with a long text in its place',
      'kometa',
      lines(
        'libraries:',
        '  Movies: {}',
        'plex:',
        '  token: |',
        '    old',
        '  timeout: 60',
        'tmdb:',
        '  apikey: <<x>>',
      ),
      lines(
        'libraries:',
        '  Movies: {}',
        'plex:',
        `  url: "${given.address}"`,
        `  token: "${KEY}"`,
        '  timeout: 60',
        'tmdb:',
        '  apikey: <<x>>',
      ),
    ],
    [
      'that has nothing of it',
      'plex-auto-languages',
      lines('# nothing but this', 'notifications: true'),
      lines(
        '# nothing but this',
        'plexautolanguages:',
        '  plex:',
        `    url: "${given.address}"`,
        `    token: "${KEY}"`,
        'notifications: true',
      ),
    ],
  ])('%s (%s)', async (_what, preset, before, after) => {
    if (before !== null) writeFileSync(path, before)
    expect([await files().write(path, preset, given), content(), reported]).toEqual([{ path }, after, []])
    // Once more changes nothing.
    expect([await files().write(path, preset, given), content()]).toEqual([{ path }, after])
  })

  it('leaves the address alone where the key is for the whole account', async () => {
    writeFileSync(path, lines('[auth]', 'server_baseurl = http://a'))
    await files().write(path, 'python-plexapi', { ...given, address: null })
    expect(content()).toBe(lines('[auth]', 'server_baseurl = http://a', `server_token = ${KEY}`, '') + header)
  })

  it.each([
    [0o644, 0o600],
    [0o666, 0o600],
    [0o600, 0o600],
    [0o400, 0o400],
    [0o755, 0o600],
    [0o4_640, 0o600],
  ])('of mode %o with mode %o', async (before, after) => {
    writeFileSync(path, '')
    chmodSync(path, before)
    await files().write(path, 'python-plexapi', given)
    expect(statSync(path).mode & 0o7777).toBe(after)
  })

  it('with a mode for its owner alone where it is new', async () => {
    await files().write(path, 'python-plexapi', given)
    expect([statSync(path).mode & 0o7777, readdirSync(folder)]).toEqual([0o600, ['config']])
  })

  it.each([
    ['a file', 'real'],
    ['nothing yet', null],
  ])('through a link to %s, which stays', async (_what, old) => {
    const real = join(folder, 'dotfiles', 'plexapi.ini')
    mkdirSync(join(folder, 'dotfiles'))
    if (old !== null) writeFileSync(real, '[a]\nb = 1\n')
    symlinkSync('dotfiles/plexapi.ini', path)
    expect([
      await files().write(path, 'python-plexapi', given),
      lstatSync(path).isSymbolicLink(),
      statSync(real).mode & 0o777,
      content().startsWith(old === null ? '[auth]' : '[a]\nb = 1\n\n[auth]'),
    ]).toEqual([{ path: real }, true, 0o600, true])
  })
})

describe('a program’s file is refused and left as it is', () => {
  const hostile: ReadonlyArray<[string, PresetName, string | Buffer]> = [
    ['no section', 'python-plexapi', 'server_token = old\n'],
    ['a line of nothing', 'python-plexapi', '[auth]\nnonsense\n'],
    ['the section twice', 'python-plexapi', '[auth]\n[auth]\n'],
    ['the section twice for python-plexapi', 'python-plexapi', '[auth]\n[Auth]\n'],
    ['the name twice', 'python-plexapi', '[auth]\nserver_token=1\nSERVER_TOKEN=2\n'],
    ['a byte order mark', 'python-plexapi', '\u{feff}[auth]\n'],
    ['bytes that are no text', 'python-plexapi', Buffer.from([0x5b, 0x61, 0xff, 0x5d])],
    ['zeros', 'python-plexapi', '[auth]\0\n'],
    ['two bytes a letter', 'python-plexapi', Buffer.from('[auth]\n', 'utf16le')],
    ['a section that would go on with what is added', 'python-plexapi', '[auth]\n  [header]\n'],
    ['a list', 'plextraktsync', '- servers\n'],
    ['a word', 'plextraktsync', 'servers\n'],
    ['a list of servers', 'plextraktsync', 'servers:\n  - default\n'],
    ['a server that is a word', 'plextraktsync', 'servers:\n  default: yes\n'],
    ['a list that has slipped into the token', 'kometa', 'plex:\n  token: old\n    - http://a\n'],
    ['a token that is more', 'plextraktsync', 'servers:\n  default:\n    token: {a: b}\n'],
    ['addresses that are one', 'plextraktsync', 'servers:\n  default:\n    urls: http://a\n'],
    ['the name twice', 'plextraktsync', 'servers:\n  default: {}\n  default: {}\n'],
    ['two documents', 'plextraktsync', 'servers: {}\n---\nservers: {}\n'],
    ['an open bracket', 'plextraktsync', 'servers: {default: [\n'],
    ['tabs', 'plextraktsync', 'servers:\n\tdefault:\n\t\ttoken: x\n'],
    [
      'a server that is another by an alias',
      'plextraktsync',
      'servers:\n  cellar: &a\n    token: x\n    urls: [u]\n  default: *a\n',
    ],
    [
      'a server that another one is by an alias',
      'plextraktsync',
      'servers:\n  default: &a\n    token: x\n    urls: [u]\n  cellar: *a\n',
    ],
    ['a token that another name stands for', 'kometa', 'plex:\n  token: &t old\ntautulli:\n  apikey: *t\n'],
    [
      'aliases without end',
      'kometa',
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('')}plex: {}\n`,
    ],
    ['brackets without end', 'kometa', '['.repeat(100_000)],
    ['maps without end', 'kometa', '? '.repeat(50_000)],
    ['zeros', 'kometa', '\0\0\0'],
  ]
  it.each(hostile)('with %s (%s)', async (_what, preset, before) => {
    writeFileSync(path, before)
    chmodSync(path, 0o644)
    const { ino, mode } = statSync(path)
    expect([await files().write(path, preset, given), readFileSync(path)]).toEqual([
      { refused: 'garbled' },
      Buffer.from(before),
    ])
    expect([statSync(path).ino, statSync(path).mode, readdirSync(folder)]).toEqual([ino, mode, ['config']])
  })

  it('however many names and lines it has, at once', async () => {
    const started = performance.now()
    const names = Array.from({ length: 12_000 }, (_, n) => `n${n}: 1\n`).join('')
    for (const text of [
      names,
      `plex:\n${names.replaceAll(/^/gm, ' ')}`,
      '# x\n'.repeat(30_000),
      '- '.repeat(60_000),
    ]) {
      writeFileSync(path, text)
      await files().write(path, 'kometa', given)
      writeFileSync(path, text)
      await files().write(path, 'python-plexapi', given)
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 60_000)

  it.each<[string, string, () => void]>([
    ['too large', 'too-large', () => writeFileSync(path, '#'.repeat(131_073))],
    ['a folder', 'no-file', () => mkdirSync(path)],
    ['a pipe', 'no-file', () => execFileSync('mkfifo', [path])],
    ['a device', 'no-file', () => symlinkSync('/dev/null', path)],
    ['zeros without end', 'no-file', () => symlinkSync('/dev/zero', path)],
    ['a link to itself', 'unread', () => symlinkSync(path, path)],
    ['in a folder that is not there', 'no-folder', () => void (path = join(folder, 'a', 'b'))],
    ['below a file', 'no-folder', () => (writeFileSync(path, ''), (path = join(path, 'b')))],
    ['a link into a folder that is not there', 'no-folder', () => symlinkSync('a/b', path)],
    ['named without its folder', 'no-folder', () => void (path = 'config.ini')],
  ])('where it is %s', async (_what, why, make) => {
    make()
    const before = readdirSync(folder)
    expect([
      await files().write(path, 'python-plexapi', given),
      await files().clean(path, 'kometa', gone),
    ]).toEqual([{ refused: why }, why])
    expect([readdirSync(folder), existsSync('/dev/null')]).toEqual([before, true])
  })

  it.runIf(process.getuid?.() === 0)('where it is somebody else’s', async () => {
    writeFileSync(path, '[auth]\n')
    chownSync(path, 65_534, 65_534)
    expect([await files().write(path, 'python-plexapi', given), content()]).toEqual([
      { refused: 'not-ours' },
      '[auth]\n',
    ])
  })

  it('where the program has none, or a value would end its line', async () => {
    const inject = { ...given, deviceName: 'a\n[auth]' }
    expect([
      await files().write(path, 'tautulli', given),
      await files().write(path, 'python-plexapi', inject),
      existsSync(path),
    ]).toEqual([{ refused: 'no-format' }, { refused: 'garbled' }, false])
  })
})

it('a key as a command gets it goes in with the best address that was not found silent', async () => {
  const { key, identifier, deviceName, product } = given
  const give = (preset: PresetName | null, ...answers: Array<boolean | null>) =>
    files().give(path, {
      name: 'backup',
      key: key.reveal(),
      identifier,
      deviceName,
      product,
      preset,
      server: {
        name: 'Attic',
        addresses: answers.map((answers, at) => ({ url: `http://${at}`, reach: 'home', answers })),
      },
    })
  expect([await give(null, true), existsSync(path)]).toEqual([{ refused: 'no-format' }, false])
  const written = async (...answers: Array<boolean | null>) => {
    expect(await give('python-plexapi', ...answers)).toEqual({ path })
    const address = /server_baseurl = (.*)/.exec(content())?.[1]
    rmSync(path)
    return address
  }
  expect([await written(), await written(null, null), await written(false, true)]).toEqual([
    undefined,
    'http://0',
    'http://1',
  ])
})

describe('a revoked key', () => {
  it.each<[string, PresetName, string, string]>([
    [
      'leaves its line',
      'python-plexapi',
      `# ${KEY}\n[auth]\nserver_baseurl = http://a\nserver_token = ${KEY}\n; end`,
      `# ${KEY}\n[auth]\nserver_baseurl = http://a\n; end`,
    ],
    [
      'leaves every server that has it',
      'plextraktsync',
      `servers:\n  home: # was default\n    token: ${KEY}   # mine\n    urls: []\n  b: {token: '${KEY}'}\n  c: {token: ${OTHER}}\n`,
      `servers:\n  home: # was default\n    token: ""   # mine\n    urls: []\n  b: {token: ""}\n  c: {token: ${OTHER}}\n`,
    ],
    [
      'leaves its place',
      'kometa',
      `plex:\n  token: "${KEY}"\nx: "${KEY}"`,
      `plex:\n  token: ""\nx: "${KEY}"`,
    ],
  ])('%s (%s)', async (_what, preset, before, after) => {
    writeFileSync(path, before)
    expect([await files().clean(path, preset, gone), content(), reported]).toEqual(['cleaned', after, []])
    expect([await files().clean(path, preset, gone), content()]).toEqual(['other', after])
  })

  it.each<[PresetName, string]>([
    ['python-plexapi', `[auth]\nserver_token = ${OTHER}\n[x]\nserver_token = ${KEY}\n`],
    ['python-plexapi', `[auth]\nserver_token = ${KEY}x\n`],
    ['python-plexapi', `[auth]\nserver_token = ${KEY}\n  more\n`],
    ['plextraktsync', `servers:\n  default:\n    token: ${OTHER}\n`],
    ['kometa', `tautulli:\n  token: ${KEY}\n`],
    ['kometa', ''],
  ])('is not there any more (%s)', async (preset, before) => {
    writeFileSync(path, before)
    chmodSync(path, 0o644)
    expect([await files().clean(path, preset, gone), content(), statSync(path).mode & 0o777]).toEqual([
      'other',
      before,
      0o644,
    ])
  })

  it('is not looked for where the file is gone', async () => {
    expect([await files().clean(path, 'python-plexapi', gone), existsSync(path)]).toEqual(['other', false])
  })
})
