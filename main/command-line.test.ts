import { beforeEach, expect, it, vi } from 'vitest'
import { isShort, refuseSwitches } from './command-line.ts'

const electron = vi.hoisted(() => ({
  packaged: true,
  removed: [] as string[],
  inspector: undefined as string | undefined,
}))

vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.packaged
    },
    commandLine: { removeSwitch: (name: string) => void electron.removed.push(name) },
  },
}))
vi.mock('node:inspector', () => ({ url: () => electron.inspector }))

beforeEach(() => Object.assign(electron, { packaged: true, removed: [], inspector: undefined }))

const debugging = ['remote-debugging-port', 'remote-debugging-pipe']
const always = [
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'ssl-key-log-file',
  'log-net-log',
]

it('takes the ways around TLS, out of it and into the page off the command line', () => {
  process.env['SSLKEYLOGFILE'] = '/keys'
  refuseSwitches()
  expect({ removed: electron.removed, keys: process.env['SSLKEYLOGFILE'] }).toEqual({
    removed: [...always, ...debugging],
    keys: undefined,
  })
})

it.each([
  ['in development', { packaged: false }],
  ['where its fuse has let a debugger into main', { inspector: 'ws://127.0.0.1:1/' }],
])('lets a debugger into the page %s', (_where, state) => {
  Object.assign(electron, state)
  refuseSwitches()
  expect(electron.removed).toEqual(always)
})

it.each([
  ['nothing more', [], true],
  ['as much as a desktop adds', ['--hidden', '--ozone-platform-hint=auto'], true],
  ['10,000 arguments', Array.from({ length: 10_000 }, (_, index) => `--argument-${index}`), false],
  ['one that is 16 KB long', ['x'.repeat(16_384)], false],
  ['one that is 16 KB long in UTF-8 alone', ['é'.repeat(8_192)], false],
])('calls a command line with %s short: %#', (_what, more, short) => {
  expect(isShort(['/usr/bin/latchkey', ...more])).toBe(short)
})
