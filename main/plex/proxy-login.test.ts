import type { AuthInfo, ClientRequest } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { Secret } from '../secret.ts'
import { createProxyLogin } from './proxy-login.ts'

const proxy = { host: 'proxy.example', port: 3128 }
const asking = { ...proxy, isProxy: true, scheme: 'basic', realm: 'corp' }

function setup(environment: NodeJS.ProcessEnv = {}) {
  const clock = new ManualClock()
  const login = createProxyLogin({ environment, clock })
  const told: unknown[] = []
  const request = () => {
    const events = new EventEmitter()
    login.answer(events as unknown as ClientRequest, (...unanswered) => void told.push(unanswered))
    /** What a challenge is answered with. */
    return (challenge: Partial<AuthInfo> = {}) => {
      let given: unknown
      events.emit('login', { ...asking, ...challenge }, (...answer: unknown[]) => (given = answer))
      return given
    }
  }
  const enter = (username: string, password: string, at = proxy) =>
    login.keep(at, { username, password: password === '' ? null : new Secret(password) })
  return { clock, request, enter, told }
}

const answers = (environment: NodeJS.ProcessEnv, challenge?: Partial<AuthInfo>) =>
  setup(environment).request()(challenge)

describe('who asks for a password on the way', () => {
  it.each([
    ['https_proxy', 'http://ada:secret@proxy.example:3128'],
    ['HTTPS_PROXY', 'http://ada:secret@proxy.example:3128/'],
    ['all_proxy', 'http://ada:secret@PROXY.example:3128'],
    ['ALL_PROXY', 'https://ada:secret@proxy.example:3128'],
    ['http_proxy', 'http://ada:secret@proxy.example:3128'],
    ['HTTP_PROXY', 'ada:secret@proxy.example:3128'],
  ])('is told it when it is the proxy that %s names', (name, value) => {
    expect(answers({ [name]: value })).toEqual(['ada', 'secret'])
  })

  it.each([
    ['http://a%40da:s%3Ae%25%C3%A9t@proxy.example:3128', ['a@da', 's:e%ét']],
    ['http://ada:100%@proxy.example:3128', ['ada', '100%']],
    ['http://corp%5Cada:@proxy.example:3128', ['corp\\ada', '']],
    ['http://ada@proxy.example:3128', ['ada', '']],
  ])('is told what is written in %s', (https_proxy, expected) => {
    expect(answers({ https_proxy })).toEqual(expected)
  })

  it.each([
    ['port 80', 'http://ada:secret@proxy.example', { port: 80 }],
    ['port 443', 'https://ada:secret@proxy.example', { port: 443 }],
    ['an address', 'http://ada:secret@127.0.0.1:3128', { host: '127.0.0.1' }],
    ['an IPv6 address', 'http://ada:secret@[::1]:3128', { host: '::1' }],
    ['an IPv6 address in brackets', 'http://ada:secret@[::1]:3128', { host: '[::1]' }],
  ])('is found at %s', (_what, https_proxy, challenge) => {
    expect(answers({ https_proxy }, challenge)).toEqual(['ada', 'secret'])
  })

  const strangers: ReadonlyArray<readonly [string, Partial<AuthInfo>]> = [
    ['a server', { isProxy: false }],
    ['another proxy', { host: 'other.example' }],
    ['one within its name', { host: 'evil.proxy.example' }],
    ['another port', { port: 8080 }],
  ]
  it.each(strangers)('is told nothing when it is %s', (_what, challenge) => {
    const { request, enter } = setup({ https_proxy: 'http://ada:secret@proxy.example:3128' })
    expect(request()(challenge)).toEqual([])
    enter('bob', 'better')
    expect(request()(challenge)).toEqual([])
  })

  it.each([
    '',
    'http://proxy.example:3128',
    'proxy.example:3128',
    '://',
    'http://ada:secret@',
    '%%%',
    'direct',
  ])('is told nothing when the environment says %j', https_proxy => {
    expect(answers({ https_proxy })).toEqual([])
  })

  it('is told once for each request, and after a refusal not for ten minutes', async () => {
    const { clock, request } = setup({ https_proxy: 'http://ada:wrong@proxy.example:3128' })
    const first = request()
    expect([first(), first(), first()]).toEqual([['ada', 'wrong'], [], []])
    expect(request()()).toEqual([])
    await clock.advance(599_000)
    expect(request()()).toEqual([])
    await clock.advance(2_000)
    expect(request()()).toEqual(['ada', 'wrong'])
    expect(request()()).toEqual(['ada', 'wrong'])
  })

  it('is told it also after a server behind the proxy asked for one', () => {
    const { request } = setup({ https_proxy: 'http://ada:secret@proxy.example:3128' })
    const first = request()
    expect([first(), first({ isProxy: false, host: 'plex.tv', port: 443 })]).toEqual([['ada', 'secret'], []])
    expect(request()()).toEqual(['ada', 'secret'])
  })

  it.each([
    ['ada', 'secret'],
    ['ada', ''],
    ['corp\\ada', 's:e%ét'],
  ])('is told what the person entered for it: %j and %j', (username, password) => {
    const { request, enter } = setup()
    enter(username, password)
    expect([request()(), request()()]).toEqual([
      [username, password],
      [username, password],
    ])
  })

  it('is told what the person entered rather than what the environment has, which it refused', async () => {
    const { clock, request, enter } = setup({ https_proxy: 'http://ada:wrong@proxy.example:3128' })
    const first = request()
    first()
    first()
    enter('bob', 'better')
    expect(request()()).toEqual(['bob', 'better'])
    await clock.advance(3_600_000)
    expect(request()()).toEqual(['bob', 'better'])
  })

  it('is told what it refuses once, by whichever request', () => {
    const { request, enter } = setup()
    enter('bob', 'wrong')
    const [first, second] = [request(), request()]
    expect([first(), first(), second(), request()()]).toEqual([['bob', 'wrong'], [], [], []])
  })

  it('is told what was entered while it refused something older', () => {
    const { request, enter, told } = setup()
    enter('bob', 'wrong')
    const first = request()
    first()
    enter('bob', 'better')
    expect([first(), request()()]).toEqual([[], ['bob', 'better']])
    expect(told).toEqual([[proxy, 'of the person']])
  })

  it('is told its own when another was refused on the way', () => {
    const other = { host: 'other.example', port: 8080 }
    const { request, enter } = setup()
    enter('bob', 'wrong')
    enter('eve', 'right', other)
    const first = request()
    expect([first(), first(), first(other)]).toEqual([['bob', 'wrong'], [], ['eve', 'right']])
  })
})

describe('a proxy that gets no password', () => {
  it.each([
    ['no server', {}, [{ isProxy: false }], []],
    ['nothing known', {}, [{}], [[proxy, null]]],
    ['an address in brackets', {}, [{ host: '[::1]' }], [[{ host: '::1', port: 3128 }, null]]],
    [
      'what the environment has',
      { https_proxy: 'http://ada:wrong@proxy.example:3128' },
      [{}, {}],
      [[proxy, 'of the environment']],
    ],
  ] as const)('is told of, and what it refused: %s', (_what, environment, challenges, expected) => {
    const { request, told } = setup(environment)
    const asked = request()
    for (const challenge of challenges) asked(challenge)
    expect(told).toEqual(expected)
  })

  it('is told of when it refuses what the person entered', () => {
    const { request, enter, told } = setup()
    enter('bob', 'wrong')
    const first = request()
    first()
    expect(told).toEqual([])
    first()
    request()()
    expect(told).toEqual([
      [proxy, 'of the person'],
      [proxy, null],
    ])
  })
})
