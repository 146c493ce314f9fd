import { describe, expect, it } from 'vitest'
import { FIRST, fresh, older, useFolder } from './memory-file.fake.ts'
import { MOST_OTHERS } from './memory.ts'

const { open, onDisk, write } = useFolder()
const [home, laptop] = ['a1'.repeat(16), 'b2'.repeat(16)]
const numbered = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** What is known of the present computer alone. */
const known = (memory: object) => ({ ...memory, computer: null, others: [] })

describe('what is remembered on a computer', () => {
  it('are bound to it when they are made, and by the first release that can', async () => {
    await open(home)
    expect(onDisk()).toEqual({
      ...fresh,
      computer: {
        salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    })
    expect(JSON.stringify(onDisk())).not.toContain(home)

    write(
      JSON.stringify({
        version: 2,
        clientIdentifier: FIRST,
        tokenStored: 'yes',
        signedInAt: 1,
        confirmedAt: 2,
      }),
    )
    const memory = await open(home)
    expect(memory.get()).toMatchObject({ clientIdentifier: FIRST, tokenStored: 'yes', signedInAt: 1 })
    expect([memory.notice(), (await open(home)).get()]).toEqual([null, memory.get()])
  })

  it('are hashed differently in each file', async () => {
    const hashes = []
    for (const _ of ['first', 'second']) {
      write(JSON.stringify(older))
      hashes.push((await open(home)).get().computer?.hash)
    }
    expect(new Set(hashes).size).toBe(2)
  })

  it('are not used by another one, which says so once and takes its own', async () => {
    write(JSON.stringify(older))
    await open(home)
    const copy = await open(laptop)
    expect(copy.notice()).toBe('memory-copied')
    expect(known(copy.get())).toEqual({ ...fresh, tokenStored: 'no', unfinishedStored: 'no' })
    expect([(await open(laptop)).notice(), (await open(laptop)).get()]).toEqual([null, copy.get()])
  })

  it('come back with each of two that share a home in turns', async () => {
    write(JSON.stringify(older))
    await open(home)
    ;(await open(laptop)).set({ tokenStored: 'yes', signedInAt: 7 })
    for (const _ of ['first', 'second']) {
      const back = await open(home)
      expect([known(back.get()), back.notice()]).toEqual([older, null])
      const again = await open(laptop)
      expect([again.get().signedInAt, again.get().tokenStored, again.notice()]).toEqual([7, 'yes', null])
    }
  })

  it('stay as they are where a computer has no number', async () => {
    write(JSON.stringify(older))
    await open(home)
    const bound = onDisk()
    const memory = await open(null)
    expect([memory.get(), memory.notice(), onDisk()]).toEqual([bound, null, bound])
  })

  it('are kept of eight computers, the last ones', async () => {
    for (let number = 0; number < 20; number++) {
      await open(String(number).padStart(2, '0').repeat(16), () => numbered(number))
    }
    const { clientIdentifier, others } = (await open('19'.repeat(16))).get()
    expect([clientIdentifier, ...others.map(other => other.clientIdentifier)]).toEqual(
      Array.from({ length: MOST_OTHERS + 1 }, (_, index) => numbered(19 - index)),
    )
  })

  it.each([
    ['computer', { salt: 'short', hash: 'none' }],
    ['others', [{ hash: 'none' }]],
    ['others', 'none'],
  ])('keep the identifier where what binds them is spoilt: %s %j', async (field, value) => {
    write(JSON.stringify({ ...older, [field]: value }))
    const memory = await open(home)
    expect([memory.get().clientIdentifier, memory.notice()]).toEqual([FIRST, null])
  })
})
