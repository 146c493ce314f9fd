import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { QuestionId, SessionId } from '../../common/ids.ts'
import { toldCommands } from '../../common/commands.fake.ts'
import { attic, signedIn as viewOf, snapshotOf, views, lateClaimOf } from '../../common/samples.fake.ts'
import type { Actions } from './items.ts'
import { english } from '../../common/english.fake.ts'
import { createTray } from './tray.ts'

const { done, clicks } = vi.hoisted(() => ({
  done: [] as unknown[][],
  clicks: [] as Array<(() => void) | undefined>,
}))

interface Given {
  readonly label?: string
  readonly click?: () => void
  readonly submenu?: readonly Given[]
}

vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate(items: readonly Given[]) {
      for (const { label, click } of items) if (label === 'Start at login') clicks.push(click)
      const read = ({ label = '----', submenu }: Given): string =>
        submenu === undefined ? label : `${label}: ${submenu.map(read).join()}`
      return items.map(read)
    },
  },
  Tray: class {
    constructor(image: unknown) {
      done.push(['new', image])
    }
    setImage = (image: unknown) => void done.push(['image', image])
    setToolTip = (tip: unknown) => void done.push(['tip', tip])
    setContextMenu = (labels: unknown) => void done.push(['menu', labels])
    setIgnoreDoubleClickEvents = (ignored: unknown) => void done.push(['ignore double clicks', ignored])
    on = (event: unknown, listener: unknown) => void done.push(['on', event, listener])
    destroy = () => void done.push(['destroy'])
  },
}))

const nothing = () => {}
const actions: Actions = {
  ...toldCommands((...told) => void done.push(told)),
  showWindow: nothing,
  showSettings: nothing,
  showKeys: nothing,
  showAsks: nothing,
}
const signedIn = snapshotOf(views['signed in'])
const calm = [
  'Signed in as Ada',
  'Servers: Attic',
  'Check now',
  'Sign out',
  '----',
  'Keys…',
  'Settings…',
  'Start at login',
  'Quit Latchkey',
]
const create = (first = signedIn) =>
  createTray(
    { text: english, image: (icon, style) => `${icon} ${style}` as never, actions, approached: nothing },
    first,
  )

beforeEach(() => void (done.length = 0))

describe('the tray', () => {
  it('shows the first state at once', () => {
    create()
    expect(done.filter(([what]) => what !== 'on')).toEqual([
      ['new', 'signed-in coloured'],
      ['ignore double clicks', true],
      ['tip', 'Latchkey – signed in as Ada'],
      ['menu', calm],
    ])
  })

  it('shows what changed', () => {
    const { render } = create()
    done.length = 0
    render(snapshotOf(views['signing out']))
    expect(done).toEqual([
      ['image', 'waiting coloured'],
      ['tip', 'Latchkey – signing out'],
      ['menu', ['Signing out…', '----', 'Settings…', 'Start at login', 'Quit Latchkey']],
    ])
  })

  it('shows a question that came up, and that it was answered', () => {
    const { render } = create()
    done.length = 0
    render({ ...signedIn, question: lateClaimOf(null) })
    render({ ...signedIn, question: lateClaimOf('Grace') })
    render(signedIn)
    const question = (keep: string) => [
      'You approved a cancelled sign-in',
      keep,
      'Revoke it',
      '----',
      ...calm,
    ]
    expect(done).toEqual([
      ['image', 'needs-you coloured'],
      ['tip', 'Latchkey: You approved a cancelled sign-in'],
      ['menu', question('Keep it')],
      ['menu', question('Keep it: Grace')],
      ['image', 'signed-in coloured'],
      ['tip', 'Latchkey – signed in as Ada'],
      ['menu', calm],
    ])
  })

  it('leaves alone what did not change, so that an open menu stays open', () => {
    const { render } = create(snapshotOf({ ...views['awaiting approval'], remainingMs: 899_000 }))
    done.length = 0
    render(snapshotOf({ ...views['awaiting approval'], remainingMs: 897_000 }))
    expect(done).toEqual([])
    render(snapshotOf({ ...views['awaiting approval'], remainingMs: 839_000 }))
    expect(done.map(([what]) => what)).toEqual(['menu'])
  })

  it('leaves an age alone until it reads differently', () => {
    const unconfirmed = (confirmedAgoMs: number) => snapshotOf(viewOf({ problem: 'offline', confirmedAgoMs }))
    const { render } = create(unconfirmed(10_800_000))
    done.length = 0
    render(unconfirmed(14_399_999))
    expect(done).toEqual([])
    render(unconfirmed(14_400_000))
    expect(done.map(([what]) => what)).toEqual(['menu'])
  })

  const [another, anotherAsked] = [
    '5e551011-0000-4000-8000-000000000002' as SessionId,
    '9e571011-0000-4000-8000-000000000002' as QuestionId,
  ]
  const none = { list: null, refreshing: false, problem: null }
  const reaching = (id: string) =>
    snapshotOf(viewOf({ servers: { list: [{ ...attic, id }], refreshing: false, problem: null } }))

  it.each([
    ['server has the name of one', reaching('one'), reaching('other')],
    [
      'session is held by the same account',
      snapshotOf(viewOf({ servers: none })),
      snapshotOf(viewOf({ servers: none, id: another })),
    ],
    [
      'sign-in of the same account is asked about',
      { ...signedIn, question: lateClaimOf('Grace') },
      { ...signedIn, question: lateClaimOf('Grace', anotherAsked) },
    ],
  ])('sets the menu anew when another %s', (_what, one, other) => {
    const { render } = create(one)
    done.length = 0
    render(one)
    expect(done).toEqual([])
    render(other)
    expect(done.map(([what]) => what)).toEqual(['menu'])
  })

  it('sets the menu anew when only a mark in it changed', () => {
    const { render } = create()
    done.length = 0
    render({ ...signedIn, launchAtLogin: 'on' })
    expect(done.map(([what]) => what)).toEqual(['menu'])
  })

  it('sets the menu anew after a click on a mark that came to nothing', () => {
    const { render } = create()
    done.length = 0
    clicks.at(-1)?.()
    render(signedIn)
    render(signedIn)
    expect(done.map(([what, on]) => [what, what === 'menu' ? '' : on])).toEqual([
      ['app.setLaunchAtLogin', true],
      ['menu', ''],
    ])
  })

  it('opens the window on a click, where a click does not open the menu', () => {
    create()
    expect(done.filter(([what]) => what === 'on')).toEqual(
      process.platform === 'darwin' ? [] : [['on', 'click', actions.showWindow]],
    )
  })

  it('is drawn anew in another style, and nothing else of it', () => {
    const { render } = create()
    done.length = 0
    const preferences = { ...signedIn.preferences, trayIcon: 'for-light-panels' } as const
    render({ ...signedIn, preferences })
    render({ ...signedIn, preferences })
    expect(done).toEqual([['image', 'signed-in for-light-panels']])
  })

  it('can be taken away', () => {
    const { destroy } = create()
    done.length = 0
    destroy()
    expect(done).toEqual([['destroy']])
  })
})
