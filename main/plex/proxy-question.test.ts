import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { AskingProxy } from '../../common/proxy.ts'
import type { Login } from './environment-login.ts'
import { createProxyQuestion } from './proxy-question.ts'

const proxy = { host: 'proxy.example', port: 3128 }
const other = { host: 'other.example', port: 3128 }
const entered = { ...proxy, username: 'ada', password: 'secret' }

function setup() {
  const tried: unknown[] = []
  const logins: Login[] = []
  const kept: unknown[] = []
  const shown: (AskingProxy | null)[] = []
  let answered = 0
  let settle: (refused: boolean) => void = () => {}
  const plain = ({ username, password }: Login) => [username, password?.reveal() ?? null]
  const question = createProxyQuestion({
    isRefused: async (at, login) => {
      logins.push(login)
      tried.push([at, ...plain(login)])
      return new Promise(resolve => (settle = resolve))
    },
    keep: (at, login) => void kept.push([at, ...plain(login)]),
    answered: () => void answered++,
  })
  question.subscribe(() => void shown.push(question.proxy()))
  return {
    question,
    tried,
    logins,
    kept,
    shown,
    answered: () => answered,
    settle: (refused: boolean) => settle(refused),
  }
}

describe('the question of a proxy', () => {
  it('is asked once, however often the proxy asks', () => {
    const { question, shown } = setup()
    expect(question.proxy()).toBe(null)
    question.unanswered(proxy, null)
    question.unanswered(proxy, null)
    expect(shown).toEqual([{ ...proxy, said: 'asks' }])
  })

  it('says what was refused, also when the proxy asks again', () => {
    const { question } = setup()
    question.unanswered(proxy, 'of the environment')
    question.unanswered(proxy, null)
    expect(question.proxy()).toEqual({ ...proxy, said: 'refused-environment' })
    question.unanswered(proxy, 'of the person')
    question.unanswered(proxy, null)
    expect(question.proxy()).toEqual({ ...proxy, said: 'refused' })
  })

  it('is of the proxy that asked last', () => {
    const { question } = setup()
    question.unanswered(proxy, 'of the person')
    question.unanswered(other, null)
    expect(question.proxy()).toEqual({ ...other, said: 'asks' })
    question.unanswered(proxy, null)
    expect(question.proxy()).toEqual({ ...proxy, said: 'asks' })
  })

  it.each(['', 'a b', '<b>', 'ä', 'a'.repeat(254), 'a\u202e'])('is not asked of a name like %j', host => {
    const { question, shown } = setup()
    question.unanswered({ host, port: 3128 }, null)
    expect([question.proxy(), shown]).toEqual([null, []])
  })

  it('shows the answer to that proxy, and keeps what it took', async () => {
    const { question, tried, kept, shown, answered, settle } = setup()
    question.unanswered(proxy, null)
    const answering = question.answer(entered)
    expect(question.proxy()).toEqual({ ...proxy, said: 'trying' })
    expect([tried, kept, answered()]).toEqual([[[proxy, 'ada', 'secret']], [], 0])
    settle(false)
    await answering
    expect([kept, answered()]).toEqual([[[proxy, 'ada', 'secret']], 1])
    expect(shown.at(-1)).toBe(null)
  })

  it('is asked again when the proxy refuses the answer, which is not kept', async () => {
    const { question, kept, answered, settle } = setup()
    question.unanswered(proxy, null)
    const answering = question.answer({ ...entered, password: '' })
    settle(true)
    await answering
    expect([question.proxy(), kept, answered()]).toEqual([{ ...proxy, said: 'refused' }, [], 0])
  })

  it('takes no second answer while one is tried, and one after it was refused', async () => {
    const { question, tried, settle } = setup()
    question.unanswered(proxy, null)
    const answering = question.answer(entered)
    await question.answer({ ...entered, password: 'second' })
    question.unanswered(proxy, null)
    await question.answer({ ...entered, password: 'third' })
    settle(true)
    await answering
    void question.answer({ ...entered, password: 'fourth' })
    expect(tried).toEqual([
      [proxy, 'ada', 'secret'],
      [proxy, 'ada', 'fourth'],
    ])
  })

  it.each([
    ['nobody asks', []],
    ['another proxy asks', [other]],
    ['another port asks', [{ ...proxy, port: 8080 }]],
    ['another has asked since', [proxy, other]],
  ])('takes no answer for a proxy that does not ask: %s', async (_what, asking) => {
    const { question, tried, kept } = setup()
    for (const each of asking) question.unanswered(each, null)
    const before = question.proxy()
    await question.answer(entered)
    expect([tried, kept, question.proxy()]).toEqual([[], [], before])
  })

  it.each([true, false])(
    'leaves alone what another asks meanwhile, be the first refused: %s',
    async refused => {
      const { question, kept, settle } = setup()
      question.unanswered(proxy, null)
      const answering = question.answer(entered)
      question.unanswered(other, null)
      settle(refused)
      await answering
      expect(question.proxy()).toEqual({ ...other, said: 'asks' })
      expect(kept).toEqual(refused ? [] : [[proxy, 'ada', 'secret']])
    },
  )

  it('hands out a password that cannot be printed or sent', () => {
    const { question, logins } = setup()
    question.unanswered(proxy, null)
    void question.answer({ ...entered, password: 'sentinel' })
    const [login] = logins
    expect(login?.password?.reveal()).toBe('sentinel')
    const printed = [
      inspect(login, { showHidden: true, depth: 9 }),
      JSON.stringify(login),
      String(login?.password),
      inspect(structuredClone(login)),
    ]
    expect(printed.join()).not.toContain('sentinel')
  })
})
