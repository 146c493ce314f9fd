import { expect, it } from 'vitest'
import { createCodeCopying } from './code-copying.ts'

function createWorld() {
  const done: string[] = []
  const world = { code: 'KYLX' as string | undefined, copied: '' }
  const copying = createCodeCopying({
    code: () => world.code,
    async copy(text, pressed) {
      if (!pressed) throw new Error('Nobody pressed')
      world.copied = text
    },
    report: what => void done.push(what),
    changed: () => void done.push('changed'),
    showWindow: () => void done.push('window shown'),
  })
  return { world, done, copying }
}

it('copies the code, and asks nobody', async () => {
  const { world, copying, done } = createWorld()
  await copying.copy(true)
  expect({ copied: world.copied, done, byHand: copying.byHand() }).toEqual({
    copied: 'KYLX',
    done: [],
    byHand: 0,
  })
})

it('has the window ask the person, each time that it cannot copy', async () => {
  const { copying, done } = createWorld()
  await expect(copying.copy(false)).rejects.toThrow('Nobody pressed')
  await expect(copying.copy(false)).rejects.toThrow('Nobody pressed')
  const asked = ['The code was not copied', 'changed', 'window shown']
  expect({ done, byHand: copying.byHand() }).toEqual({ done: [...asked, ...asked], byHand: 2 })
})

it('asks for no other code, and no more once it is copied', async () => {
  const { world, copying } = createWorld()
  await copying.copy(false).catch(() => {})
  world.code = 'ABCD'
  expect(copying.byHand()).toBe(0)
  world.code = 'KYLX'
  expect(copying.byHand()).toBe(1)
  await copying.copy(true)
  expect(copying.byHand()).toBe(0)
  await copying.copy(false).catch(() => {})
  expect(copying.byHand(), 'the window knows it from the one before').toBe(2)
})

it('copies nothing where there is no code', async () => {
  const { world, copying, done } = createWorld()
  world.code = undefined
  await copying.copy(false)
  expect({ copied: world.copied, done }).toEqual({ copied: '', done: [] })
})
