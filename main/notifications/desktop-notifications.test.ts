import { describe, expect, it, vi } from 'vitest'
import { joinLocalBus, returned } from '../platform/session-bus/local-bus.fake.ts'
import { encode, ERROR, type Message, SIGNAL } from '../platform/session-bus/message.ts'
import type { Value } from '../platform/session-bus/read.ts'
import { createDesktopNotifications } from './desktop-notifications.ts'

type Answers = Readonly<Record<string, (asked: Message) => ReturnType<typeof returned> | null>>

const answers: Answers = {
  AddMatch: asked => returned(asked, '', []),
  GetCapabilities: asked => returned(asked, 'as', [['actions', 'body', 'body-markup']]),
  Notify: asked => returned(asked, 'u', [asked.serial]),
  CloseNotification: asked => returned(asked, '', []),
}

/** A service of notifications over a real socket, that answers so. */
async function start(changed: Answers = {}) {
  const { local, bus, clock } = await joinLocalBus(asked =>
    ({ ...answers, ...changed })[asked.member!]!(asked),
  )
  const observed: string[] = []
  const show = createDesktopNotifications({
    bus,
    entry: 'latchkey',
    icon: () => ({ width: 1, height: 1, data: Buffer.from([1, 2, 3, 4]) }),
    observe: (_what, problem) => void observed.push(String(problem)),
  })
  const heard = (member: string) => local.heard.filter(message => message.member === member)
  const shown = async (times: number) => {
    await vi.waitFor(() => expect(heard('Notify')).toHaveLength(times))
    return heard('Notify').at(-1)!.body()
  }
  const say = (member: string, signature: string, values: readonly Value[], sender = ':1.1') =>
    local.say(
      encode({
        type: SIGNAL,
        flags: 1,
        serial: 99,
        sender,
        path: '/org/freedesktop/Notifications',
        interface: 'org.freedesktop.Notifications',
        member,
        signature,
        values,
      }),
    )
  return { show, heard, shown, say, observed, clock, local }
}

const message = { title: 'Signed in', body: 'Tom & <Ann>\0' }
const refused = (asked: Message) => ({ ...returned(asked, '', []), type: ERROR, errorName: 'a.b.No' })

describe('a message', () => {
  it('has what every desktop shows: an icon, its desktop entry, markup only as text', async () => {
    const { show, shown } = await start()
    show(message, () => {})
    const [app, replaces, icon, title, body, actions, hints, timeout] = await shown(1)
    expect([app, replaces, icon, title, body, actions, timeout]).toEqual([
      'Latchkey',
      0,
      '',
      'Signed in',
      'Tom &amp; &lt;Ann&gt;',
      ['default', ''],
      -1,
    ])
    expect([...(hints as ReadonlyMap<string, Value>)]).toEqual([
      ['desktop-entry', { signature: 's', value: 'latchkey' }],
      ['suppress-sound', { signature: 'b', value: true }],
      ['image-data', { signature: '(iiibiiay)', value: [1, 1, 4, true, 8, 4, Buffer.from([1, 2, 3, 4])] }],
    ])
  })

  it.each<[string, Answers, string, readonly string[]]>([
    [
      'has no markup',
      { GetCapabilities: asked => returned(asked, 'as', [['actions']]) },
      'Tom & <Ann>',
      ['default', ''],
    ],
    [
      'has no buttons',
      { GetCapabilities: asked => returned(asked, 'as', [['body-markup']]) },
      'Tom &amp; &lt;Ann&gt;',
      [],
    ],
    ['does not say what it can', { GetCapabilities: refused }, 'Tom &amp; &lt;Ann&gt;', ['default', '']],
    [
      'says it in another type',
      { GetCapabilities: asked => returned(asked, 's', ['actions']) },
      'Tom &amp; &lt;Ann&gt;',
      ['default', ''],
    ],
  ])('is for a service that %s', async (_what, changed, body, actions) => {
    const { show, shown } = await start(changed)
    show(message, () => {})
    const said = await shown(1)
    expect([said[4], said[5]]).toEqual([body, actions])
  })

  it('opens what it should when the person clicks it, and only it', async () => {
    const { show, shown, say, heard } = await start()
    const clicked = vi.fn()
    show(message, clicked)
    await shown(1)
    const id = heard('Notify')[0]!.serial
    await new Promise(resolve => setTimeout(resolve, 50))
    say('ActionInvoked', 'us', [id + 1, 'default'])
    say('ActionInvoked', 'us', [id, 'other'])
    say('ActionInvoked', 'us', [id, 'default'], ':1.666')
    say('ActionInvoked', 'uu', [id, 1])
    say('ActionInvoked', 'us', [id, 'default'])
    await vi.waitFor(() => expect(clicked).toHaveBeenCalledTimes(1))
    say('NotificationClosed', 'uu', [id, 2])
    say('ActionInvoked', 'us', [id, 'default'])
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(clicked).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['before the service has said which it is', [0, 1]],
    ['in one breath with that', [1, 0]],
  ] as const)('opens what it should when the person clicks it %s', async (_when, order) => {
    let asked: Message | undefined
    const { show, shown, local, say } = await start({ Notify: question => ((asked = question), null) })
    const clicked = vi.fn()
    show(message, clicked)
    await shown(1)
    const clicks = () => {
      say('ActionInvoked', 'us', [7, 'default'], ':1.666')
      say('ActionInvoked', 'us', [6, 'default'])
      say('ActionInvoked', 'us', [7, 'other'])
      expect(clicked).not.toHaveBeenCalled()
      say('ActionInvoked', 'us', [7, 'default'])
    }
    const answer = () => local.say(encode(returned(asked!, 'u', [7])))
    for (const step of order) [clicks, answer][step]!()
    await vi.waitFor(() => expect(clicked).toHaveBeenCalledTimes(1))
  })

  it('takes the place of the last one', async () => {
    const { show, shown, heard } = await start()
    show(message, () => {})
    await shown(1)
    await new Promise(resolve => setTimeout(resolve, 50))
    show({ title: 'Next', body: '' }, () => {})
    await shown(2)
    expect(heard('CloseNotification').map(asked => asked.body())).toEqual([[heard('Notify')[0]!.serial]])
  })

  it('is the newest where the service is slow to say what it can', async () => {
    let late: Message | undefined
    const { show, shown, heard, local } = await start({
      GetCapabilities: asked =>
        late === undefined ? ((late = asked), null) : answers['GetCapabilities']!(asked),
    })
    show(message, () => {})
    await vi.waitFor(() => expect(late).toBeDefined())
    show({ title: 'Next', body: '' }, () => {})
    await shown(1)
    local.say(encode(returned(late!, 'as', [[]])))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(heard('Notify').map(asked => asked.body()[3])).toEqual(['Next'])
  })

  it('comes late where the service says nothing at first, and is dropped where it never does', async () => {
    const { show, shown, heard, clock, observed } = await start({
      GetCapabilities: () => null,
      Notify: () => null,
    })
    show(message, () => {})
    await vi.waitFor(() => expect(heard('GetCapabilities')).toHaveLength(1))
    await clock.advance(5_000)
    await shown(1)
    await clock.advance(120_000)
    await vi.waitFor(() => expect(observed).toEqual(['BusError: no-reply']))
    expect(clock.pending).toBe(0)
  })

  it.each<[string, Answers, string]>([
    ['refuses it', { Notify: refused }, 'BusError: a.b.No'],
    ['answers with something else', { Notify: asked => returned(asked, 's', ['1']) }, 'BusError: odd-reply'],
  ])('is dropped where the service %s', async (_what, changed, seen) => {
    const { show, observed } = await start(changed)
    show(message, () => {})
    await vi.waitFor(() => expect(observed).toEqual([seen]))
  })
})
