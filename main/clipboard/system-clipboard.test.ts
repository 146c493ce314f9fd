import { beforeEach, expect, it, vi } from 'vitest'
import { withMarks } from './marks.ts'
import { createSystemClipboard } from './system-clipboard.ts'

const { board } = vi.hoisted(() => ({ board: { written: [] as unknown[], refusesItems: false } }))

vi.mock('electron', () => ({
  ClipboardItem: undefined,
  clipboard: {
    writeText: (text: string) => void board.written.push(text),
    write: (items: readonly { items: unknown }[]) => {
      if (board.refusesItems) return Promise.reject(new Error('no such format'))
      board.written.push(...items.map(({ items }) => items))
      return Promise.resolve()
    },
    readText: () => board.written.at(-1) ?? '',
    clear: () => void board.written.push(''),
  },
}))

class Item {
  readonly items: unknown
  constructor(items: unknown) {
    this.items = items
  }
}

beforeEach(() => void Object.assign(board, { written: [], refusesItems: false }))

const raw = (format: string): string => `electron application/osclipboard;format="${format}"`
const no = '\0\0\0\0'

it.each<[NodeJS.Platform, Record<string, string>]>([
  ['linux', { [raw('x-kde-passwordManagerHint')]: 'secret' }],
  ['darwin', { [raw('org.nspasteboard.ConcealedType')]: 'concealed' }],
  [
    'win32',
    {
      [raw('ExcludeClipboardContentFromMonitorProcessing')]: no,
      [raw('CanIncludeInClipboardHistory')]: no,
      [raw('CanUploadToCloudClipboard')]: no,
    },
  ],
  ['freebsd', {}],
])('is written with the marks of %s in one go', async (platform, marks) => {
  const clipboard = createSystemClipboard(platform, Item as never)
  await clipboard.write('KEY-1')
  expect(board.written).toEqual([{ 'text/plain': 'KEY-1', ...marks }])
  expect(withMarks('KEY-1', platform)).toEqual(board.written[0])
})

it('is written without marks by an Electron that has no items, or refuses them', async () => {
  await createSystemClipboard('darwin').write('KEY-1')
  board.refusesItems = true
  await createSystemClipboard('darwin', Item as never).write('KEY-2')
  expect(board.written).toEqual(['KEY-1', 'KEY-2'])
})

it('is read and cleared', async () => {
  const clipboard = createSystemClipboard('linux')
  await clipboard.write('KEY-1')
  expect(await clipboard.read()).toBe('KEY-1')
  clipboard.clear()
  expect(await clipboard.read()).toBe('')
})
