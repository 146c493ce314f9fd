import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { toldCommands } from '../../common/commands.fake.ts'
import type { Snapshot } from '../../common/contract.ts'
import { channel, type CommandName, commandNames, commandsOfMain as names } from '../../common/names.ts'
import {
  askingOf,
  KEY,
  snapshotOf,
  views,
  lateClaimOf,
  QUESTION,
  SESSION,
} from '../../common/samples.fake.ts'
import { ASKS_PAGE, PAGE } from '../window/page.ts'
import { asksPage, mainPage } from './own-pages.ts'
import { type OwnPage, serve } from './serve.ts'

const proper: Partial<Record<CommandName, unknown>> = {
  'app.setLaunchAtLogin': true,
  'preferences.change': { notifications: 'none' },
  'session.signOut': SESSION,
  'session.signOutWithKeys': SESSION,
  'session.disown': SESSION,
  'keys.create': { name: 'Kometa', preset: 'kometa', server: null },
  'keys.cancel': KEY,
  'keys.replace': KEY,
  'keys.rename': { id: KEY, name: 'Kometa' },
  'keys.revoke': KEY,
  'keys.forget': KEY,
  'keys.disallow': { id: KEY, path: '/usr/bin/kometa' },
  'keys.show': KEY,
  'keys.copy': { id: KEY, what: 'key', address: null },
  'keys.addresses': KEY,
  'session.refreshServers': SESSION,
  'session.openServer': { session: SESSION, id: '9a1f0c' },
  'question.answer': { id: QUESTION, choice: 'keep' },
  'access.answer': { id: QUESTION, choice: 'once' },
  'proxy.answer': { host: 'proxy.example', port: 3128, username: 'ada', password: 'secret' },
}
const properArgument = (name: CommandName) => proper[name]

type Listener = (event: unknown, ...sent: unknown[]) => Promise<void>

function createWindow<const P extends OwnPage = typeof mainPage>(page: P) {
  const bound = new Map<string, Listener>()
  const sent: unknown[][] = []
  const contents = {
    mainFrame: { url: page.address },
    ipc: { handle: (name: string, listener: Listener) => void bound.set(name, listener) },
    destroyed: false,
    isDestroyed: () => contents.destroyed,
    send: (...message: unknown[]) => void sent.push(message),
  }
  const handled: unknown[][] = []
  const handlers = toldCommands((...told) => {
    handled.push(told)
    if (told[0] === 'doctor.examine') return { checks: [], report: '' }
    if (told[0] === 'doctor.save') return 'saved'
    if (told[0] === 'doctor.copy') return 'copied'
    if (told[0] === 'doctor.openLog' || told[0] === 'doctor.showLog') return { isShown: true, path: '/log' }
    return { problem: 'not-copied' }
  })
  const pressed = { now: true, told: [] as boolean[] }
  const presses = {
    take(told: boolean) {
      pressed.told.push(told)
      return pressed.now
    },
  }
  const { publish } = serve(contents as never, { handlers, page, presses })
  const call = async (name: CommandName, argument?: unknown, senderFrame: unknown = contents.mainFrame) =>
    bound.get(channel(name))?.({ sender: contents, senderFrame }, argument, 'more')
  return { contents, bound, sent, handled, pressed, publish, call }
}

let window: ReturnType<typeof createWindow<typeof mainPage>>
beforeEach(() => (window = createWindow(mainPage)))

describe('commands', () => {
  it('are those of the contract and no others', () => {
    expect([...window.bound.keys()]).toEqual(names.map(channel))
    expect(commandNames.filter(name => !names.includes(name))).toEqual(['page.fit', 'access.answer'])
  })

  it.each(names)('reach their handler, with their argument alone: %s', async name => {
    await window.call(name, properArgument(name))
    expect(window.handled).toEqual([[name, properArgument(name)]])
  })

  it.each(names)('wait for a press where the contract says so: %s', async name => {
    window.pressed.now = false
    const answer = window.call(name, properArgument(name))
    if (name === 'page.attach') return expect(await answer).toBeUndefined()
    await expect(answer).rejects.toMatchObject({ name: 'RefusedCommand', message: `${name}: no press` })
    expect(window.handled).toEqual([])
  })

  it.each([
    [true, true],
    ['true', false],
    [1, false],
    [undefined, false],
  ])('say of a click what the preload script said of it: %j', async (said, told) => {
    const senderFrame = window.contents.mainFrame
    await window.bound.get('latchkey:app.quit')?.({ sender: window.contents, senderFrame }, undefined, said)
    expect(window.pressed.told).toEqual([told])
  })

  it('take up no press that they are refused in spite of', async () => {
    await window.call('app.setLaunchAtLogin', 'yes').catch(() => {})
    await window.call('app.quit', undefined, null).catch(() => {})
    expect(window.pressed.told).toEqual([])
  })

  const strangers: ReadonlyArray<readonly [string, unknown]> = [
    ['no frame any more', null],
    ['a child frame of our own page', { url: PAGE }],
    ['a child frame from elsewhere', { url: 'https://plex.tv/' }],
  ]
  it.each(names.flatMap(name => strangers.map(([who, frame]) => [name, who, frame] as const)))(
    'refuse %s from %s',
    async (name, _who, frame) => {
      await expect(window.call(name, properArgument(name), frame)).rejects.toMatchObject({
        name: 'RefusedCommand',
        message: `${name}: unknown sender`,
      })
      expect(window.handled).toEqual([])
    },
  )

  const elsewhere = [
    'https://plex.tv/',
    'about:blank',
    '',
    'app://latchkey.example/index.html',
    'file:///app://latchkey/index.html',
    'app://latchkey/',
    'data:text/html,app://latchkey/index.html',
  ]
  it.each(names.flatMap(name => elsewhere.map(url => [name, url] as const)))(
    'refuse %s once the window shows a page of %j',
    async (name, url) => {
      window.contents.mainFrame.url = url
      await expect(window.call(name, properArgument(name))).rejects.toThrow(`${name}: unknown sender`)
      expect(window.handled).toEqual([])
    },
  )

  it.each(names)('refuse a malformed argument, without repeating it: %s', async name => {
    const malformed = fc
      .anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true })
      .filter(argument => {
        if (name === 'app.setLaunchAtLogin') return typeof argument !== 'boolean'
        if (name === 'session.openServer')
          return typeof argument !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(argument)
        // Chance makes neither a login nor a choice.
        return name === 'proxy.answer' || name === 'preferences.change' || argument !== undefined
      })
    await fc.assert(
      fc.asyncProperty(malformed, async argument => {
        await expect(window.call(name, argument)).rejects.toMatchObject({
          name: 'RefusedCommand',
          message: `${name}: malformed argument`,
        })
        expect(window.handled).toEqual([])
      }),
    )
  })

  it('are checked for their sender before their argument is looked at', async () => {
    const trap = new Proxy(
      {},
      { get: () => expect.unreachable('looked at'), ownKeys: () => expect.unreachable('looked at') },
    )
    await expect(window.call('app.setLaunchAtLogin', trap, null)).rejects.toThrow('unknown sender')
  })
})

describe('snapshots', () => {
  it.each(Object.entries(views))('are sent whole: %s', (_what, view) => {
    window.publish(snapshotOf(view))
    expect(window.sent).toEqual([['latchkey:snapshot', snapshotOf(view)]])
  })

  it.each([
    ['the snapshot', { ...snapshotOf(views.restoring), token: 'sentinel' }],
    ['the view', snapshotOf({ ...views['signed in'], token: 'sentinel' } as never)],
    [
      'the account',
      snapshotOf({ ...views['signed in'], account: { name: 'Ada', email: 'a@example.com' } } as never),
    ],
    [
      'the QR code',
      snapshotOf({ ...views['awaiting approval'], qr: { path: '', modules: 25, id: 17 } } as never),
    ],
    [
      'the trouble',
      snapshotOf({
        ...views['awaiting approval'],
        trouble: { problem: 'name', retryInMs: 1, cause: new Error('sentinel') },
      } as never),
    ],
    [
      'the trouble with getting a code',
      snapshotOf({
        ...views['requesting a code'],
        trouble: { problem: 'name', retryInMs: 1, retryAt: 5 },
      } as never),
    ],
    [
      'the update',
      {
        ...snapshotOf(views['signed out']),
        update: { version: '1.2.3', stage: 'ready', path: '/tmp/sentinel' },
      } as never,
    ],
    [
      'the proxy that asks',
      {
        ...snapshotOf(views['signed out']),
        askingProxy: { host: 'proxy.example', port: 3128, said: 'asks', password: 'sentinel' },
      } as never,
    ],
    [
      'the late claim',
      { ...snapshotOf(views['signed out']), question: { ...lateClaimOf(null), pinId: 17 } } as never,
    ],
  ])('are not sent with a field too many in %s', (_where, snapshot) => {
    expect(() => window.publish(snapshot)).toThrow()
    expect(window.sent).toEqual([])
  })

  it.each([null, 'Ada'])('are sent with a late claim of %j', name => {
    const snapshot = { ...snapshotOf(views['signed in']), question: lateClaimOf(name) }
    window.publish(snapshot)
    expect(window.sent).toEqual([['latchkey:snapshot', snapshot]])
  })

  it('are sent with what becomes of an update', () => {
    const snapshot: Snapshot = {
      ...snapshotOf(views['signed in']),
      update: { version: '1.2.3', stage: 'failed' },
    }
    window.publish(snapshot)
    expect(window.sent).toEqual([['latchkey:snapshot', snapshot]])
  })

  it('are not sent to a window that is gone', () => {
    window.contents.destroyed = true
    window.publish(snapshotOf(views.restoring))
    expect(window.sent).toEqual([])
  })
})

describe('the window in which a program asks', () => {
  const asked = {
    revision: 1,
    asking: askingOf(),
    deviceName: 'DESK-01',
    theme: 'system' as const,
    contrastAsked: false,
    answerableInMs: 500,
  }
  const open = () => createWindow(asksPage)

  it('can attach and answer, and nothing else', async () => {
    const asks = open()
    expect([...asks.bound.keys()]).toEqual([
      'latchkey:page.attach',
      'latchkey:page.fit',
      'latchkey:access.answer',
    ])
    await asks.call('access.answer', { id: QUESTION, choice: 'allow' })
    expect(asks.handled).toEqual([['access.answer', { id: QUESTION, choice: 'allow' }]])
  })

  it.each([
    [PAGE, 'unknown sender'],
    [`${ASKS_PAGE}#`, 'unknown sender'],
  ])('is not answered by a page of %s', async (url, why) => {
    const asks = open()
    asks.contents.mainFrame.url = url
    await expect(asks.call('access.answer', { id: QUESTION, choice: 'once' })).rejects.toThrow(why)
    expect(asks.handled).toEqual([])
  })

  it('is not answered without a press', async () => {
    const asks = open()
    asks.pressed.now = false
    await expect(asks.call('access.answer', { id: QUESTION, choice: 'once' })).rejects.toThrow('no press')
    expect(asks.handled).toEqual([])
  })

  it.each([
    ['what it is told', asked],
    ['that nobody asks any more', { ...asked, asking: null, answerableInMs: null }],
  ])('is sent %s', (_what, view) => {
    const asks = open()
    asks.publish(view)
    expect(asks.sent).toEqual([['latchkey:snapshot', view]])
  })

  it.each([
    ['the account', { ...asked, session: null }],
    ['the whole snapshot', snapshotOf(views['signed in'])],
    ['a field too many of the program', { ...asked, asking: { ...askingOf(), environment: 'sentinel' } }],
  ])('is not sent %s', (_what, view) => {
    const asks = open()
    expect(() => asks.publish(view as never)).toThrow()
    expect(asks.sent).toEqual([])
  })
})
