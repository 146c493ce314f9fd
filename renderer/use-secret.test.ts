import { h, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeyId } from '../common/ids.ts'
import type { ShownKey } from '../common/keys.ts'
import { KEY } from '../common/samples.fake.ts'
import { SHOWN_MS, useSecret } from './use-secret.ts'

const OTHER = '4e700000-0000-4000-8000-000000000002' as KeyId

/** A page with nothing in it, as far as hooks look at one. */
function createPage() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', focused: true })
  const window = Object.assign(new EventTarget(), {
    setTimeout: (work: () => void, ms: number) => setTimeout(work, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  })
  vi.stubGlobal('document', Object.assign(page, { hasFocus: () => page.focused }))
  vi.stubGlobal('window', window)
  const tell = (target: EventTarget, event: string) => act(() => void target.dispatchEvent(new Event(event)))
  return {
    blur() {
      page.focused = false
      return tell(window, 'blur')
    },
    focus() {
      page.focused = true
      return tell(window, 'focus')
    },
    leave: () => tell(window, 'pagehide'),
    vanish() {
      page.visibilityState = 'hidden'
      return tell(page, 'visibilitychange')
    },
  }
}

/** Uses it for a key, of which main answers when the test says so. */
function createUse() {
  const asked: Array<{ readonly id: KeyId; readonly answer: (with_: ShownKey) => void }> = []
  const ask = (id: KeyId) => new Promise<ShownKey>(answer => asked.push({ id, answer }))
  let used: ReturnType<typeof useSecret>
  let timesUp = 0
  const parent = { nodeType: 1, childNodes: [], firstChild: null } as unknown as Element
  function Use({ id }: { readonly id: KeyId }) {
    used = useSecret(id, ask, () => timesUp++)
    return null
  }
  const draw = (id: KeyId | null) => act(() => render(id === null ? null : h(Use, { id }), parent))
  const begin = () => {
    let came: Promise<unknown> = Promise.resolve()
    void act(() => void (came = used.show()))
    return () => came
  }
  return {
    draw,
    begin,
    async answer(given: ShownKey, which = asked.length - 1) {
      await act(async () => {
        asked[which]!.answer(given)
        await Promise.resolve()
      })
    },
    hide: () => act(() => used.hide()),
    pass: (ms: number) => act(() => void vi.advanceTimersByTime(ms)),
    seen: () => used.secret?.key ?? null,
    timesUp: () => timesUp,
    asked: () => asked.map(({ id }) => id),
  }
}

let page: ReturnType<typeof createPage>
let use: ReturnType<typeof createUse>

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  page = createPage()
  use = createUse()
  await use.draw(KEY)
})
afterEach(async () => {
  await use.draw(null)
  expect(vi.getTimerCount(), 'timers that nobody cancelled').toBe(0)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function show(key = 'the-key') {
  const came = use.begin()
  await use.answer({ key })
  return came()
}

describe('a key that is shown', () => {
  it('is hidden after 30 seconds, and that is said', async () => {
    expect([await show(), use.seen(), use.asked()]).toEqual([{ kind: 'shown' }, 'the-key', [KEY]])
    await use.pass(SHOWN_MS - 1)
    expect([use.seen(), use.timesUp()]).toEqual(['the-key', 0])
    await use.pass(1)
    expect([use.seen(), use.timesUp()]).toEqual([null, 1])
  })

  it('is hidden at a press, with its time', async () => {
    await show()
    await use.hide()
    expect(use.seen()).toBe(null)
    await use.pass(SHOWN_MS)
    expect(use.timesUp()).toBe(0)
  })

  it('has its whole time again when it is shown again', async () => {
    await show()
    await use.pass(SHOWN_MS - 1)
    await use.hide()
    await show()
    await use.pass(SHOWN_MS - 1)
    expect(use.seen()).toBe('the-key')
  })

  it('is hidden where the person is away for five seconds, and not for less', async () => {
    await show()
    await page.blur()
    await use.pass(4_999)
    await page.focus()
    await use.pass(10_000)
    expect(use.seen()).toBe('the-key')
    await page.blur()
    await use.pass(5_000)
    expect([use.seen(), use.timesUp()]).toEqual([null, 1])
  })

  it('is hidden where the person was away before it came', async () => {
    await page.blur()
    await show()
    expect(use.seen()).toBe('the-key')
    await use.pass(5_000)
    expect(use.seen()).toBe(null)
  })

  it.each(['leave', 'vanish'] as const)('is hidden at once where the page goes: %s', async how => {
    await show()
    await page[how]()
    expect(use.seen()).toBe(null)
  })

  it('is gone where another key is on the page', async () => {
    await show()
    await use.draw(OTHER)
    expect(use.seen()).toBe(null)
  })
})

describe('an answer that comes late', () => {
  it.each<[string, () => Promise<void>]>([
    ['it was hidden', () => use.hide()],
    ['another key is on the page', () => use.draw(OTHER)],
    ['the page is closed', () => use.draw(null)],
    ['the window is minimised', () => page.vanish()],
  ])('is dropped where %s meanwhile', async (_what, happen) => {
    const came = use.begin()
    await happen()
    await use.answer({ key: 'the-key' })
    expect([await came(), use.seen()]).toEqual([{ kind: 'late' }, null])
  })

  it('is dropped where it was asked for again: only the last one counts', async () => {
    const [first, second] = [use.begin(), use.begin()]
    await use.answer({ key: 'the-second' }, 1)
    await use.answer({ key: 'the-first' }, 0)
    expect([await first(), await second(), use.seen()]).toEqual([
      { kind: 'late' },
      { kind: 'shown' },
      'the-second',
    ])
  })
})

it('says why it is not shown', async () => {
  const came = use.begin()
  await use.answer({ problem: 'keychain-locked' })
  expect([await came(), use.seen()]).toEqual([{ kind: 'refused', problem: 'keychain-locked' }, null])
})
