import type { AuthInfo, ClientRequest } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.manual.ts'
import { createProxyLogin } from './proxy-login.ts'

const proxy = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'corp' }

function setup(environment: NodeJS.ProcessEnv) {
  const clock = new ManualClock()
  const login = createProxyLogin({ environment, clock })
  const request = () => {
    const events = new EventEmitter()
    login(events as unknown as ClientRequest)
    /** What a challenge is answered with. */
    return (challenge: Partial<AuthInfo> = {}) => {
      let given: unknown
      events.emit('login', { ...proxy, ...challenge }, (...answer: unknown[]) => (given = answer))
      return given
    }
  }
  return { clock, request }
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

  it.each([
    ['a server', { isProxy: false }],
    ['another proxy', { host: 'other.example' }],
    ['one within its name', { host: 'evil.proxy.example' }],
    ['another port', { port: 8080 }],
  ])('is told nothing when it is %s', (_what, challenge) => {
    expect(answers({ https_proxy: 'http://ada:secret@proxy.example:3128' }, challenge)).toEqual([])
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
})
