import {
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
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { KEY, SESSION } from '../../common/samples.fake.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { openKeysFile } from './keys-file.ts'
import type { KeyRecord } from './record.ts'

const home = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))
const folder = join(home, 'Latchkey')
const path = join(folder, 'keys.json')
const ours = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'
const theirs = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a12'
const reports: string[] = []

beforeEach(() => {
  rmSync(home, { recursive: true })
  mkdirSync(folder, { recursive: true })
  reports.length = 0
})
afterAll(() => rmSync(home, { recursive: true }))

const open = (owner = ours) =>
  openKeysFile({
    folder,
    home,
    owner: Promise.resolve(owner),
    work: patientWork(),
    report: what => void reports.push(what),
  })

const key = (over: Partial<KeyRecord> = {}): KeyRecord => ({
  id: KEY,
  owner: ours,
  identifier: '7e57ab1e-0000-4000-8000-000000000001',
  name: 'Kometa',
  preset: 'kometa',
  server: { id: '9a1f0c', name: 'Attic', owned: true },
  madeAt: 1_795_392_000_000,
  session: SESSION,
  stage: 'held',
  givenUp: false,
  byHand: false,
  undecided: false,
  mark: null,
  stored: 'yes',
  lent: { at: 1_795_392_000_001, how: 'copied', program: null },
  programs: [{ path: '/opt/kometa/kometa.py', allowedAt: 1_795_392_000_003, usedAt: null }],
  files: ['/home/ada/.config/plexapi/config.ini'],
  emptied: ['/home/ada/other.ini'],
  fileMarks: ['0'.repeat(64)],
  remains: 'Cellar',
  once: false,
  confirmedAt: 1_795_392_000_002,
  diedAt: null,
  ofAnother: null,
  ...over,
})
const onDisk = () => (JSON.parse(readFileSync(path, 'utf8')) as { keys: unknown[] }).keys
const write = (keys: readonly unknown[], version = 1) =>
  writeFileSync(path, JSON.stringify({ version, keys }))

describe('what is remembered of keys', () => {
  it('is none before one is made, and makes no file', async () => {
    expect([(await open()).get(), readdirSync(folder), reports]).toEqual([[], [], []])
  })

  it('is there in the next run', async () => {
    ;(await open()).set([key()])
    const next = await open()
    expect([next.get(), next.notice()]).toEqual([[key()], null])
  })

  it('belongs to the computer that made it: another leaves it in the file, and does not have it', async () => {
    ;(await open()).set([key()])
    const elsewhere = await open(theirs)
    expect([elsewhere.get(), elsewhere.names(KEY)]).toEqual([[], true])
    elsewhere.set([key({ owner: theirs, name: 'Tautulli' })])
    expect((await open()).get()).toEqual([key()])
    expect((await open(theirs)).get().map(({ name }) => name)).toEqual(['Tautulli'])
  })

  it('stays in the file where it makes no sense, or is of a later release', async () => {
    const strange = [null, 3, {}, { ...key(), stage: 'later' }, { ...key(), name: '' }, { id: 'x' }]
    write([...strange, key()])
    const file = await open()
    expect([file.get(), file.names(KEY)]).toEqual([[key()], true])
    expect(file.set([])).toBe(true)
    expect([onDisk(), file.names(KEY)]).toEqual([strange, true])
  })

  it('does without what is lost of a key', async () => {
    const { lent: _lent, confirmedAt: _confirmedAt, preset: _preset, ...rest } = key()
    write([{ ...rest, server: 'Attic', stored: 'perhaps', programs: ['kometa.py'] }])
    expect((await open()).get()).toEqual([
      key({ lent: null, confirmedAt: null, preset: null, server: null, stored: 'unknown', programs: [] }),
    ])
  })

  it('has no programs and no files where it is of an earlier release', async () => {
    const {
      programs: _programs,
      files: _files,
      emptied: _emptied,
      fileMarks: _marks,
      remains: _remains,
      once: _once,
      ...rest
    } = key()
    write([{ ...rest, lent: { at: 1_795_392_000_001, how: 'copied' } }])
    expect((await open()).get()).toEqual([
      key({ programs: [], files: [], emptied: [], fileMarks: [], remains: null }),
    ])
  })

  const spoiled: ReadonlyArray<readonly [string, () => void]> = [
    ['is no JSON', () => writeFileSync(path, '{"version":1,')],
    ['is of a later release', () => write([], 2)],
    ['is a folder', () => mkdirSync(path)],
    ['has over eight megabytes', () => write([key(), 'x'.repeat(8_388_608)])],
  ]

  it.each(spoiled)('is moved aside where its file %s and there is no copy', async (_what, spoil) => {
    spoil()
    const file = await open()
    expect([file.get(), file.notice(), file.names(KEY)]).toEqual([[], 'keys-lost', false])
    file.set([key()])
    expect([onDisk(), readdirSync(folder).toSorted()]).toEqual([
      [key()],
      ['keys.copy.json', 'keys.json', 'keys.json.broken'],
    ])
    file.dismissNotice()
    expect(file.notice()).toBeNull()
  })

  it.each([...spoiled, ['is gone', () => {}] as const])(
    'comes from its copy where its file %s, and says so',
    async (_what, spoil) => {
      ;(await open()).set([key()])
      rmSync(path)
      spoil()
      const file = await open()
      expect([file.get(), file.notice(), file.names(KEY)]).toEqual([[key()], 'keys-broken', true])
      file.set([key({ name: 'Tautulli' })])
      const next = await open()
      expect([next.get().map(({ name }) => name), next.notice()]).toEqual([['Tautulli'], null])
    },
  )

  it.each(['{"version":1,', ''])('needs no copy: %j', async text => {
    ;(await open()).set([key()])
    writeFileSync(join(folder, 'keys.copy.json'), text)
    const file = await open()
    expect([file.get(), file.notice()]).toEqual([[key()], null])
    expect(file.set([key()])).toBe(true)
  })

  it('is neither read nor written where its file leads out of the home', async () => {
    symlinkSync('/etc/hostname', path)
    const file = await open()
    expect([file.set([key()]), file.names(theirs as never)]).toEqual([false, true])
    expect([file.get(), file.notice(), readdirSync(folder)]).toEqual([[key()], 'keys-unread', ['keys.json']])
  })

  it('says where it could not be written, and is known until the end of the run', async () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file in the place of the folder')
    const file = await open()
    expect([file.set([key()]), file.get(), file.names(KEY), file.notice()]).toEqual([
      false,
      [key()],
      true,
      'keys-unwritable',
    ])
  })

  it('is not written where the next run would not read it: what is there stays', async () => {
    ;(await open()).set([key()])
    const file = await open()
    expect(file.set([key({ files: Array.from({ length: 9 }, () => `/${'x'.repeat(1_000_000)}`) })])).toBe(
      false,
    )
    expect([file.notice(), (await open()).get()]).toEqual(['keys-unwritable', [key()]])
  })

  it('has room for 200 keys of long names', async () => {
    const many = Array.from({ length: 200 }, (_, number) =>
      key({
        id: `4e700000-0000-4000-8000-${String(number).padStart(12, '0')}` as never,
        identifier: `7e57ab1e-0000-4000-8000-${String(number).padStart(12, '0')}`,
        name: '🔑'.repeat(100),
      }),
    )
    ;(await open()).set(many)
    expect((await open()).get()).toEqual(many)
  })

  it.each([
    [
      'one more than there may be',
      { id: '4e700000-0000-4000-8000-00000000dead', identifier: '7e57ab1e-0000-4000-8000-00000000dead' },
    ],
    ['one twice', { identifier: '7e57ab1e-0000-4000-8000-00000000dead' }],
    ['a client identifier twice', { id: '4e700000-0000-4000-8000-00000000dead' }],
  ])(
    'has no more than there may be, each once, where the file has %s; the rest stays in it',
    async (_what, over) => {
      const isMore = 'id' in over && 'identifier' in over
      const many = Array.from({ length: isMore ? 200 : 3 }, (_, number) =>
        key({
          id: `4e700000-0000-4000-8000-${String(number).padStart(12, '0')}` as never,
          identifier: `7e57ab1e-0000-4000-8000-${String(number).padStart(12, '0')}`,
        }),
      )
      write([...many, { ...many[0], ...over }])
      const file = await open()
      expect(file.get()).toEqual(many)
      file.set(many)
      expect(onDisk()).toHaveLength(many.length + 1)
    },
  )
})
