import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NoAnswer } from '../files/file-work.ts'
import { LARGEST_KEPT_BYTES } from '../files/kept-file.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { replaceFile } from '../files/replace-file.ts'
import { FIRST, fresh, older, salvaged, SECOND, useFolder } from './memory-file.fake.ts'
import { openMemory } from './memory-file.ts'

const { folder, path, reports, open, onDisk, write } = useFolder()
const own = dirname(path)
const settings = join(own, 'settings.json')

/** As the first releases wrote it, to the byte. */
const written = {
  'of a new install': `{
  "version": 1,
  "clientIdentifier": "${FIRST}",
  "tokenStored": "unknown",
  "unfinishedStored": "unknown",
  "signedInAt": null,
  "confirmedAt": null
}
`,
  'of a person who is signed in': `{
  "version": 1,
  "clientIdentifier": "${FIRST}",
  "tokenStored": "yes",
  "unfinishedStored": "no",
  "signedInAt": 1760000000000,
  "confirmedAt": 1760000100000
}
`,
  'of a person who has signed out': `{
  "version": 1,
  "clientIdentifier": "${FIRST}",
  "tokenStored": "no",
  "unfinishedStored": "no",
  "signedInAt": null,
  "confirmedAt": null
}
`,
  'of two computers that share a home': `{
  "version": 1,
  "clientIdentifier": "${SECOND}",
  "tokenStored": "yes",
  "unfinishedStored": "no",
  "signedInAt": 1770000000000,
  "confirmedAt": 1770000100000,
  "computer": {
    "salt": "e4ed5b44f0d00afec82571e4f5c67791",
    "hash": "ef65c967fdea5622c3716ee43af21707ed6488deb975ae0d9462a5768ea22049"
  },
  "others": [
    {
      "clientIdentifier": "${FIRST}",
      "tokenStored": "yes",
      "unfinishedStored": "no",
      "signedInAt": 1760000000000,
      "confirmedAt": 1760000100000,
      "hash": "23d013564ea6417257633cc76341b3dbd2b6eae69eab78ba290787e52231ef47"
    }
  ]
}
`,
}
const signedIn = written['of a person who is signed in']
const moved = { ...older, confirmedAt: 1_760_000_100_000 }
const sessionless = { tokenSession: null, tokenMark: null, session: null }
const [home, laptop] = ['a1'.repeat(16), 'b2'.repeat(16)]

function put(text: string) {
  mkdirSync(own, { recursive: true })
  writeFileSync(settings, text)
}

/** What lies in a folder: the text of files, where links lead, and that something else is there. */
const lying = (where: string) =>
  Object.fromEntries(
    readdirSync(where).map(name => {
      const at = join(where, name)
      const status = lstatSync(at)
      if (status.isSymbolicLink()) return [name, `→ ${readlinkSync(at)}`]
      return [name, status.isFile() ? readFileSync(at, 'utf8') : 'no file']
    }),
  )
const asWritten = (memory: object) => `${JSON.stringify(memory, null, 2)}\n`

describe('what an earlier release wrote', () => {
  it.each(Object.entries(written))(
    'moves to memory.json, and nothing of it is lost: %s',
    async (_what, text) => {
      put(text)
      const memory = await open()
      const was = JSON.parse(text) as { others?: object[] }
      const others = (was.others ?? []).map(other => ({ ...sessionless, ...other }))
      const expected = { ...sessionless, computer: null, ...was, others, version: 2 }
      expect([memory.get(), memory.notice(), reports]).toEqual([expected, null, []])
      expect([onDisk(), readdirSync(own)]).toEqual([expected, ['memory.json']])
      expect((await open()).get()).toEqual(expected)
    },
  )

  it('is of the computer that it was of, and of the other one that shares the home', async () => {
    for (const [computer, identifier] of [
      [home, FIRST],
      [laptop, SECOND],
    ] as const) {
      rmSync(own, { recursive: true, force: true })
      put(written['of two computers that share a home'])
      const memory = await open(computer)
      expect([memory.get().clientIdentifier, memory.get().tokenStored, memory.notice()]).toEqual([
        identifier,
        'yes',
        null,
      ])
      expect(readdirSync(own)).toEqual(['memory.json'])
    }
  })

  it.each(['tokenStored', 'unfinishedStored', 'signedInAt', 'confirmedAt'] as const)(
    'is used where it knew nothing of %s',
    async field => {
      const { [field]: _left, ...rest } = JSON.parse(signedIn) as Record<string, unknown>
      put(JSON.stringify(rest))
      const memory = await open()
      expect([memory.get(), memory.notice()]).toEqual([{ ...moved, [field]: fresh[field] }, null])
    },
  )

  it('stays until memory.json is written', async () => {
    put(signedIn)
    let full = true
    const memory = await openMemory({
      folder: own,
      home: folder,
      work: patientWork(),
      newIdentifier: () => SECOND,
      computer: Promise.resolve(null),
      report: () => {},
      replace(target, text) {
        if (full) throw new Error('no space left on device')
        expect(readFileSync(settings, 'utf8')).toBe(signedIn)
        replaceFile(target, text)
      },
    })
    expect([memory.get(), memory.notice(), lying(own)]).toEqual([
      moved,
      'memory-unwritable',
      { 'settings.json': signedIn },
    ])
    full = false
    memory.set({ confirmedAt: 1_760_000_200_000 })
    expect([memory.notice(), lying(own)]).toEqual([
      null,
      { 'memory.json': asWritten({ ...moved, confirmedAt: 1_760_000_200_000 }) },
    ])
  })
})

interface Place {
  readonly what: string
  readonly put: () => void
  /** What is in it, if anything that can be used: all of it, or the identifier. */
  readonly holds: 'all' | 'identifier' | null
  readonly is: 'missing' | 'usable' | 'broken' | 'newer' | 'unread'
  /** It is the person's: it stays whatever it holds. */
  readonly isLink?: true
}

const outside = mkdtempSync(join(tmpdir(), 'latchkey-outside-'))
const elsewhere = join(folder, 'dotfiles')

/** Every state that a file may be in, with a text of its own to hold. */
function states(file: string, text: string, version: number): readonly Place[] {
  const name = basename(file)
  const link = (target: string, content?: string) => () => {
    symlinkSync(target, file)
    if (content !== undefined) writeFileSync(join(own, target), content)
  }
  const file_ = (content: string) => () => writeFileSync(file, content)
  return [
    { what: 'is not there', put: () => {}, holds: null, is: 'missing' },
    { what: 'is usable', put: file_(text), holds: 'all', is: 'usable' },
    { what: 'is empty', put: file_(''), holds: null, is: 'broken' },
    { what: 'is cut short', put: file_(text.slice(0, -60)), holds: 'identifier', is: 'broken' },
    {
      what: 'is too large',
      put: file_(text.padEnd(LARGEST_KEPT_BYTES + 1)),
      holds: 'identifier',
      is: 'broken',
    },
    {
      what: 'is of a newer release',
      put: file_(text.replace(/"version": \d/, `"version": ${version + 1}`)),
      holds: 'identifier',
      is: 'newer',
    },
    { what: 'is a folder', put: () => mkdirSync(file), holds: null, is: 'broken' },
    { what: 'is a pipe', put: () => void execFileSync('mkfifo', [file]), holds: null, is: 'broken' },
    {
      what: 'is a link to a file',
      put: link(`../dotfiles/${name}`, text),
      holds: 'all',
      is: 'usable',
      isLink: true,
    },
    {
      what: 'is a link to nothing',
      put: link(`../dotfiles/${name}`),
      holds: null,
      is: 'missing',
      isLink: true,
    },
    {
      what: 'is a link to a broken file',
      put: link(`../dotfiles/${name}`, text.slice(0, -60)),
      holds: 'identifier',
      is: 'broken',
      isLink: true,
    },
    {
      what: 'is a link out of the home',
      put: () => (writeFileSync(join(outside, name), text), symlinkSync(join(outside, name), file)),
      holds: null,
      is: 'unread',
      isLink: true,
    },
  ]
}

const later = { ...older, clientIdentifier: SECOND, signedInAt: 1_790_000_000_000 }
const ofMemory = states(path, asWritten(later), 2)
const ofSettings = states(settings, signedIn, 1)
const pairs = ofMemory.flatMap(memory => ofSettings.map(earlier => [memory, earlier] as const))
const NEW = '3d1b5a0e-2f7c-4a37-8f6d-7a0d4d6f9b10'
const noticeOf = {
  missing: null,
  usable: null,
  broken: 'memory-broken',
  newer: 'memory-newer',
  unread: 'memory-unread',
}

/** What is to come of two files: the first that can be used, else the identifier of the first that has one. */
function remembered(memory: Place, earlier: Place) {
  if (memory.is === 'unread') return { ...fresh, clientIdentifier: NEW }
  if (memory.holds === 'all') return later
  if (earlier.holds === 'all') return moved
  if (memory.holds === 'identifier') return fresh
  if (earlier.holds === 'identifier') return salvaged
  return { ...fresh, clientIdentifier: NEW }
}

describe('memory.json and settings.json', () => {
  it.each(pairs)(
    'are what is to come of them: one $what, the other $what',
    async (memoryPlace, earlierPlace) => {
      rmSync(outside, { recursive: true, force: true })
      for (const each of [own, elsewhere, outside]) mkdirSync(each)
      earlierPlace.put()
      memoryPlace.put()
      const before = { own: lying(own), elsewhere: lying(elsewhere), outside: lying(outside) }

      const memory = await open(null, () => NEW)
      const expected = remembered(memoryPlace, earlierPlace)
      const speaks = memoryPlace.is === 'missing' ? earlierPlace : memoryPlace
      expect([memory.get(), memory.notice()]).toEqual([expected, noticeOf[speaks.is]])

      const after = { own: lying(own), elsewhere: lying(elsewhere), outside: lying(outside) }
      expect(after.outside).toEqual(before.outside)
      if (speaks.is === 'unread') {
        expect(after).toEqual(before)
        return
      }
      expect(onDisk()).toEqual(expected)
      expect(after.own['memory.json']).toBe(
        memoryPlace.isLink ? before.own['memory.json'] : asWritten(expected),
      )
      if (memoryPlace.is === 'broken' || memoryPlace.is === 'newer') {
        const kept = memoryPlace.isLink ? elsewhere : own
        expect(lying(kept)['memory.json.broken']).toBe(
          before[memoryPlace.isLink ? 'elsewhere' : 'own']['memory.json'],
        )
      }
      if (earlierPlace.isLink) {
        expect(after.own['settings.json']).toBe(before.own['settings.json'])
        expect(after.elsewhere['settings.json']).toBe(before.elsewhere['settings.json'])
        expect(after.own['settings.json.broken']).toBeUndefined()
        return
      }
      const isOfOthers = earlierPlace.is === 'usable' && memoryPlace.holds === 'all'
      expect(existsSync(settings)).toBe(isOfOthers)
      const isKept = earlierPlace.is === 'broken' || earlierPlace.is === 'newer'
      expect(after.own['settings.json.broken']).toBe(isKept ? before.own['settings.json'] : undefined)

      const again = await open(null, () => 'not asked for')
      expect([again.get(), again.notice()]).toEqual([expected, null])
    },
  )

  it('are both there after a crash: the older one goes', async () => {
    put(signedIn)
    write(asWritten({ ...moved, confirmedAt: 1_760_000_300_000 }))
    const memory = await open()
    expect([memory.get().confirmedAt, memory.notice(), readdirSync(own)]).toEqual([
      1_760_000_300_000,
      null,
      ['memory.json'],
    ])
  })

  it.each(['tokenStored', 'unfinishedStored'] as const)(
    'leave nobody to know, after an earlier release that was started since, whether there is still nothing: %s',
    async stored => {
      const nothing = { ...moved, tokenStored: 'no', unfinishedStored: 'no' }
      write(asWritten(nothing))
      put(JSON.stringify({ ...nothing, version: 1, clientIdentifier: SECOND, [stored]: 'yes' }))
      for (const _start of ['first', 'second']) {
        const memory = await open()
        expect([memory.get(), onDisk(), existsSync(settings)]).toEqual([
          { ...nothing, [stored]: 'unknown' },
          { ...nothing, [stored]: 'unknown' },
          true,
        ])
      }
    },
  )

  it.each([
    ['there is nothing in that either', { clientIdentifier: SECOND, tokenStored: 'no' }],
    ['that is what this was made of', { clientIdentifier: FIRST, tokenStored: 'yes' }],
  ])('are sure that there is nothing, where %s', async (_what, earlier) => {
    const nothing = { ...moved, tokenStored: 'no' }
    write(asWritten(nothing))
    put(JSON.stringify({ version: 1, unfinishedStored: 'no', ...earlier }))
    expect((await open()).get()).toEqual(nothing)
  })

  it('are sure that a copied home has nothing of this computer', async () => {
    write(asWritten({ ...moved, tokenStored: 'no' }))
    await open(home)
    put(JSON.stringify({ version: 1, clientIdentifier: NEW, tokenStored: 'yes', unfinishedStored: 'yes' }))
    const memory = await open(laptop, () => SECOND)
    expect([memory.get().tokenStored, memory.get().unfinishedStored, memory.notice()]).toEqual([
      'no',
      'no',
      'memory-copied',
    ])
  })

  it('are not written where the disk of the older one does not answer', async () => {
    put(signedIn)
    const work = patientWork()
    const memory = await openMemory({
      folder: own,
      home: folder,
      work: {
        ...work,
        within: (ms, name, run) =>
          name === settings ? Promise.reject(new NoAnswer(name)) : work.within(ms, name, run),
      },
      newIdentifier: () => NEW,
      computer: Promise.resolve(null),
      report: () => {},
    })
    memory.set({ tokenStored: 'yes' })
    expect([memory.get(), memory.notice(), lying(own)]).toEqual([
      { ...fresh, clientIdentifier: NEW, tokenStored: 'yes' },
      'memory-unread',
      { 'settings.json': signedIn },
    ])
  })
})
