import type { Problem } from '../../common/sign-in-view.ts'
import english from '../../common/locales/en.json' with { type: 'json' }
import {
  behind,
  challenge,
  type Conduct,
  guard,
  pass,
  type Proxy,
  readAlong,
  say,
  startProxy,
} from '../world/proxy.ts'
import { expect, test as base } from '../world/test.ts'
import { moveTime } from '../world/time.ts'
import { longIf } from '../world/rows.ts'

const signIn = 'Sign in to Plex…'
const signedIn = 'Signed in as Ada Lovelace'

const test = base.extend<{ gate: Proxy }>({
  gate: async ({ simulator }, use) => {
    const proxy = await startProxy(simulator.port)
    await use(proxy)
    await proxy.close()
  },
})

/** A desktop on which Chromium takes the proxy from the environment. */
const through = (variables: Readonly<Record<string, string>>) => ({
  environment: { XDG_CURRENT_DESKTOP: 'sway', ...variables },
})

const digest = 'Digest realm="office", nonce="n0nce", qop="auth"'
const page = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Welcome</title>'

const refusals: readonly (readonly [name: string, conduct: Conduct, problem: Problem])[] = [
  ['asks for a password', challenge('Basic realm="office"'), 'proxy-password'],
  ['asks for a password in Cyrillic', challenge('Basic realm="\xd0\xaf"'), 'proxy-password'],
  ['asks for a digest', challenge(digest), 'proxy-password'],
  ['asks in the way of Windows', challenge('NTLM'), 'proxy-password'],
  ['asks in three ways', challenge('Negotiate', 'NTLM', 'Basic realm="office"'), 'proxy-password'],
  ['asks for a ticket alone', challenge('Negotiate'), 'proxy'],
  ['asks in a way that nobody knows', challenge('Bearer realm="office"'), 'proxy'],
  ['asks, and does not say how', challenge(), 'proxy'],
  ['forbids it', say('HTTP/1.1 403 Forbidden'), 'proxy'],
  ['does not find it', say('HTTP/1.1 404 Not Found'), 'proxy'],
  ['knows no such method', say('HTTP/1.1 405 Method Not Allowed'), 'proxy'],
  ['wants a pause', say('HTTP/1.1 429 Too Many Requests', 'Retry-After: 9'), 'proxy'],
  ['fails', say('HTTP/1.1 500 ?'), 'proxy'],
  ['finds nobody behind it', say('HTTP/1.1 502 Bad Gateway'), 'proxy'],
  ['is too busy', say('HTTP/1.1 503 Busy'), 'proxy'],
  ['waits in vain', say('HTTP/1.1 504 Gateway Timeout'), 'proxy'],
  ['wants a sign-in', say('HTTP/1.1 511 Network Authentication Required'), 'proxy'],
  ['leads to a sign-in', say('HTTP/1.1 302 Found', 'Location: http://login.example/'), 'proxy'],
  ['shows a page', client => client.end(page), 'proxy'],
  ['says 999 in Cyrillic', say('HTTP/1.1 999 \xd0\xaf', 'X: \xe9'), 'proxy'],
  ['says 101', say('HTTP/1.1 101 Switching Protocols'), 'proxy'],
  ['says 204', say('HTTP/1.1 204 No Content'), 'proxy'],
  ['closes', client => client.end(), 'proxy'],
  ['resets', client => client.resetAndDestroy(), 'proxy'],
  ['says what has no sense', client => client.end('\x00\xff\x16\r\n\r\n'), 'proxy'],
  ['stops in the middle of a word', client => client.end('HTTP/1.1 200 O'), 'proxy'],
  ['does not stop', client => client.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(400_000)}\r\n\r\n`), 'proxy'],
  ['opens a way to nobody', behind(client => client.end()), 'proxy'],
  ['opens a way to a reset', behind(client => client.resetAndDestroy()), 'proxy'],
  ['opens a way to a page', behind(client => client.end(page)), 'proxy'],
  ['opens a way to silence', behind(() => undefined), 'proxy'],
  ['is silent', () => undefined, 'proxy'],
  ['reads along', readAlong, 'authority'],
]

test('every refusal of a proxy is named as that, and is over when the proxy is kind again', async ({
  launch,
  gate,
  simulator,
  tray,
  person,
}) => {
  test.setTimeout(180_000)
  const app = await launch(through({ https_proxy: `http://127.0.0.1:${gate.port}` }))
  await tray.offersSignIn()
  const time = await moveTime(app, simulator)
  const seen: (readonly [string, string | null])[] = []
  for (const [name, conduct, problem] of refusals) {
    gate.conduct(conduct)
    const before = gate.asked.length
    await tray.click(signIn)
    await expect.poll(() => gate.asked.length).toBeGreaterThan(before)
    const state = (await app.window()).getByTestId('sign-in')
    await expect.poll(() => state.getAttribute('data-problem'), { timeout: 15_000 }).not.toBe('')
    seen.push([name, await state.getAttribute('data-problem')])
    await tray.waitForLabel(english.problems[problem].title)
    if ((await state.getAttribute('data-state')) !== 'signed-out') await tray.click('Cancel sign-in')
    await time.pass(6_000)
  }
  expect(seen).toEqual(refusals.map(([name, , problem]) => [name, problem]))
  expect(simulator.log).toEqual([])
  gate.conduct(pass)
  await tray.click(signIn)
  const { code } = await person.waitForCode()
  person.approve(code)
  await time.pass(6_000)
  await tray.waitForLabel(signedIn)
})

const basic = (user: string) => `Proxy-Authorization: Basic ${Buffer.from(user).toString('base64')}\r\n`

for (const [name, isGood, way] of [
  ['as it is', (asked: string) => asked.includes(basic('corp\\ada:s:e%é')), 'Basic realm="office"'],
  [
    'as a digest',
    (asked: string) => /Proxy-Authorization: Digest username="corp\\\\ada", realm="office"/.test(asked),
    digest,
  ],
] as const) {
  test(`a proxy gets the password that the environment has for it, ${name}, and plex.tv does not${longIf(name === 'as a digest')}`, async ({
    launch,
    gate,
    simulator,
    tray,
    person,
  }) => {
    gate.conduct(guard(isGood, way))
    await launch(through({ https_proxy: `http://corp%5Cada:s%3Ae%25%C3%A9@127.0.0.1:${gate.port}/` }))
    await tray.offersSignIn()
    simulator.fault('mint', {
      kind: 'raw',
      head: 'HTTP/1.1 401 Who?\r\nWWW-Authenticate: Basic realm="plex.tv"\r\nContent-Length: 0',
      body: '',
    })
    await tray.click(signIn)
    const { code } = await person.waitForCode()
    person.approve(code)
    await tray.waitForLabel(signedIn)
    expect(gate.asked.some(isGood)).toBe(true)
    expect(simulator.log.length).toBeGreaterThan(3)
    const shown = simulator.log.flatMap(({ headers }) => Object.keys(headers))
    expect(shown.filter(header => header.includes('authorization'))).toEqual([])
  })
}

test('a password that the proxy refuses is not tried again and again', async ({
  launch,
  gate,
  simulator,
  tray,
}) => {
  gate.conduct(challenge('Basic realm="office"'))
  const app = await launch(through({ https_proxy: `http://ada:wrong@127.0.0.1:${gate.port}` }))
  await tray.offersSignIn()
  const time = await moveTime(app, simulator)
  await tray.click(signIn)
  for (let round = 0; round < 5; round++) {
    await tray.waitForLabel('The proxy asks for a password')
    await time.pass(60_000)
    await tray.click(signIn)
    await time.settle()
  }
  await tray.waitForLabel(english.problems['proxy-password'].title)
  const said = english.window.proxyLogin['refused-environment']
  const form = (await app.window()).getByTestId('proxy-login')
  await expect(form).toContainText(said.replace('{proxy}', `127.0.0.1:${gate.port}`))
  expect(gate.asked.length).toBeGreaterThanOrEqual(6)
  expect(gate.asked.filter(asked => asked.includes('Proxy-Authorization'))).toHaveLength(1)
})

const socks: readonly (readonly [name: string, conduct: Conduct])[] = [
  ['takes nobody', client => client.end(Buffer.from([5, 0xff]))],
  [
    'fails',
    client =>
      client.write(Buffer.from([5, 0])) &&
      client.once('data', () => client.end(Buffer.from([5, 1, 0, 1, 0, 0, 0, 0, 0, 0]))),
  ],
  ['is another kind of proxy', say('HTTP/1.1 400 Bad Request')],
  ['closes', client => client.end()],
]

test('every refusal of a SOCKS proxy is named as that', async ({ launch, gate, simulator, tray }) => {
  const app = await launch(through({ SOCKS_SERVER: `127.0.0.1:${gate.port}` }))
  await tray.offersSignIn()
  const time = await moveTime(app, simulator)
  for (const [name, conduct] of socks) {
    gate.conduct(conduct)
    const before = gate.asked.length
    await tray.click(signIn)
    await expect((await app.window()).getByTestId('sign-in'), name).toHaveAttribute('data-problem', 'proxy')
    await tray.click('Cancel sign-in')
    await time.pass(6_000)
    expect(gate.asked.length).toBeGreaterThan(before)
  }
})

test('a script for the proxy that cannot be had is no proxy', async ({ launch, person }) => {
  await launch(through({ auto_proxy: 'http://127.0.0.1:9/proxy.pac' }))
  await person.signIn()
})
