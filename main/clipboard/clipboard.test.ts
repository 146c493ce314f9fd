import { beforeEach, expect, it, vi } from 'vitest'
import { copy } from './clipboard.ts'

const { board } = vi.hoisted(() => ({
  board: { text: '', takes: true, later: false, fails: false },
}))

vi.mock('electron', () => ({
  clipboard: {
    // Electron 33 has copied when it returns; 44 and later promise to.
    writeText(text: string) {
      const write = () => {
        if (board.fails) throw new Error('no clipboard')
        if (board.takes) board.text = text
      }
      return board.later ? Promise.resolve().then(write) : write()
    },
    readText: () => (board.later ? Promise.resolve(board.text) : board.text),
  },
}))

beforeEach(() => void Object.assign(board, { text: 'before', takes: true, later: false, fails: false }))

it.each([false, true])('copies (by a promise: %s)', async later => {
  board.later = later
  await copy('KYLX', true)
  expect(board.text).toBe('KYLX')
})

it.each([
  ['a clipboard that fails at once', { fails: true }, true, 'no clipboard'],
  ['a clipboard that fails later', { fails: true, later: true }, true, 'no clipboard'],
  ['a clipboard that takes nothing', { takes: false }, true, 'Something else is on the clipboard'],
  ['a desktop that wants a press', {}, false, 'Nobody pressed anything in the window'],
])('fails on %s', async (_what, mood, pressed, why) => {
  Object.assign(board, mood)
  await expect(copy('KYLX', pressed)).rejects.toThrow(why)
  expect(board.text).toBe('before')
})
