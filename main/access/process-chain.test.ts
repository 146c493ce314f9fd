import { describe, expect, it } from 'vitest'
import { askerIn } from './asker.ts'
import { processChains, type ProcessFiles, readStat } from './process-chain.ts'

// As /proc has it, Linux 6.1.
const STAT =
  '30329 (node) S 30312 30312 30312 0 -1 4194304 4811 0 0 0 11 3 0 0 20 0 11 0 8142771 1140342784 12289 18446744073709551615 1 1 0 0 0 0 0 4096 134234626 0 0 0 17 3 0 0 0 0 0 0 0 0 0 0 0 0 0'

describe('what the system says of a process', () => {
  it.each([
    ['one with a plain name', STAT, { name: 'node', parent: 30_312, started: '8142771' }],
    [
      'one that calls itself like the end of a line',
      STAT.replace('(node)', '(a) S 1 (b) R 2)'),
      { name: 'a) S 1 (b) R 2', parent: 30_312, started: '8142771' },
    ],
    [
      'one with a line end in its name',
      STAT.replace('node', 'no\nde'),
      { name: 'no\nde', parent: 30_312, started: '8142771' },
    ],
    ['one that has ended', STAT.replace(') S', ') Z'), undefined],
    ['half of it', STAT.slice(0, 40), undefined],
    ['nothing', '', undefined],
    ['none', undefined, undefined],
  ])('is read: %s', (_what, text, stat) => {
    expect(readStat(text)).toEqual(stat)
  })
})

interface Fake {
  readonly parent: number
  readonly words: string
  started?: number
  /** Where it is not among our own files, or the system does not say. */
  readonly elsewhere?: Partial<Record<'ns/mnt' | 'root', string | undefined>>
}

const HERE = { 'ns/mnt': 'mnt:[4026531841]', root: '/' }

/** The processes of a computer, of which a test may change some while they are looked at. */
function filesOf(
  processes: Map<number, Fake>,
  looked: (id: number, times: number) => void = () => {},
): ProcessFiles {
  const looks = new Map<number, number>()
  return {
    async read(id, file) {
      const one = processes.get(id)
      if (one === undefined) return undefined
      if (file === 'cmdline') return `${one.words.split(' ').join('\0')}\0`
      const times = (looks.get(id) ?? 0) + 1
      looks.set(id, times)
      const text = `${id} (x) S ${one.parent} ${'0 '.repeat(17)}${one.started ?? id} 0`
      looked(id, times)
      return text
    },
    link: async (id, file) => {
      if (file === 'ns/mnt' || file === 'root')
        return { ...HERE, ...(id === process.pid ? {} : processes.get(id)?.elsewhere) }[file]
      const one = processes.get(id)
      return one && (file === 'cwd' ? '/home/ada' : `/usr/bin/${one.words.split(' ')[0]}`)
    },
  }
}

const computer = () =>
  new Map<number, Fake>([
    [1, { parent: 0, words: 'init' }],
    [20, { parent: 1, words: 'konsole' }],
    [300, { parent: 20, words: 'bash backup.sh' }],
    [4_000, { parent: 300, words: 'latchkey token' }],
  ])

const namesOf = async (files: ProcessFiles) =>
  ((await processChains([4_000], files)).get(4_000) ?? []).map(({ words }) => words.join(' '))

describe('a process and what started it', () => {
  it('is told up to the first of all', async () => {
    expect(await namesOf(filesOf(computer()))).toEqual([
      'latchkey token',
      'bash backup.sh',
      'konsole',
      'init',
    ])
  })

  it.each([
    [4_000, []],
    [300, ['latchkey token']],
    [20, ['latchkey token', 'bash backup.sh']],
  ])('ends where number %i was given to another meanwhile', async (id, left) => {
    const processes = computer()
    const files = filesOf(processes, (looked, times) => {
      if (looked === 1 && times === 1) processes.set(id, { parent: 1, words: 'impostor', started: 999 })
    })
    expect(await namesOf(files)).toEqual(left)
  })

  it.each<[what: string, elsewhere: NonNullable<Fake['elsewhere']>]>([
    ['is in a container', { 'ns/mnt': 'mnt:[4026532999]' }],
    ['has another root', { root: '/srv/jail' }],
    ['does not let its files be seen', { 'ns/mnt': undefined }],
    ['does not let its root be seen', { root: undefined }],
  ])('has no file that would be one of ours where it %s', async (_what, elsewhere) => {
    for (const id of [4_000, 300, 20]) {
      const processes = computer()
      processes.set(id, { ...processes.get(id)!, elsewhere })
      const chain = (await processChains([4_000], filesOf(processes))).get(4_000) ?? []
      expect(chain.filter(({ file }) => file === null).map(seen => seen.process?.id)).toEqual([id])
      expect(chain.filter(({ folder }) => folder === null).map(seen => seen.process?.id)).toEqual([id])
      // Neither it nor what it started is taken for a program of that path.
      expect(askerIn(chain).program?.path).toBe(id === 4_000 ? undefined : '/usr/bin/latchkey')
      expect(askerIn(chain.slice(1)).program?.path).toBe(id === 300 ? undefined : '/home/ada/backup.sh')
    }
  })

  it('ends where one has gone, and where one is its own ancestor', async () => {
    const processes = computer()
    processes.delete(20)
    expect(await namesOf(filesOf(processes))).toEqual(['latchkey token', 'bash backup.sh'])
    processes.set(20, { parent: 4_000, words: 'loop' })
    expect((await namesOf(filesOf(processes))).length).toBe(16)
  })
})
