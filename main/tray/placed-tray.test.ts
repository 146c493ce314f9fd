import { expect, it } from 'vitest'
import { snapshotOf, signedIn, views } from '../../common/samples.fake.ts'
import { ManualClock } from '../clock.fake.ts'
import type { Actions } from './items.ts'
import { english } from '../../common/english.fake.ts'
import type { TrayStyle } from './icons.ts'
import { menu } from './menu.ts'
import { createPlacedTray } from './placed-tray.ts'

interface Icon {
  readonly labels: string[]
  readonly press: (label: string) => void
  readonly style: string
  gone: boolean
}
const icons: Icon[] = []
/** An icon whose menu can be read and pressed. */
const make: Parameters<typeof createPlacedTray>[0]['make'] = ({ actions }, first) => {
  let items = menu(english, first, actions)
  const icon: Icon = {
    get labels() {
      return items.map(item => ('label' in item ? item.label : ''))
    },
    press(label) {
      for (const item of items) if ('click' in item && item.label === label) item.click()
    },
    style: first.preferences.trayIcon,
    gone: false,
  }
  icons.push(icon)
  return {
    render: next => void (items = menu(english, next, actions)),
    bounds: () => ({ x: 0, y: 0, width: 0, height: 0 }),
    destroy: () => void (icon.gone = true),
  }
}

const create = () => {
  icons.length = 0
  const clock = new ManualClock()
  const quit = () => void done.push('quit')
  return { clock, tray: createPlacedTray({ make, quit, clock, style: () => style }) }
}
const done: string[] = []
let style: TrayStyle = 'coloured'
const actions = {
  showWindow: () => void done.push('showWindow'),
  showSettings: () => void done.push('showSettings'),
  showKeys: () => void done.push('showKeys'),
} as Actions

it('is drawn as it was chosen from the first moment, with what is known of that by then', () => {
  const { tray } = create()
  style = 'for-dark-panels'
  tray.place('items')
  style = 'coloured'
  tray.place('items')
  expect(icons.map(icon => icon.style)).toEqual(['for-dark-panels', 'coloured'])
})

it('is there before the app, says what is known, and does what was clicked when the app is there', async () => {
  const { tray } = create()
  done.length = 0
  const placed = tray.isPlaced()
  tray.place('items')
  expect([await placed, icons[0]?.labels]).toEqual([
    true,
    ['Checking your sign-in…', 'Open Latchkey', '', 'Settings…', 'Quit Latchkey'],
  ])
  icons[0]?.press('Open Latchkey')
  icons[0]?.press('Settings…')
  await Promise.resolve()
  icons[0]?.press('Quit Latchkey')
  expect(done).toEqual(['quit'])
  tray.render(snapshotOf(views['signed out']))
  expect(icons[0]?.labels).toContain('Checking your sign-in…')
  tray.serve({ actions, snapshot: () => snapshotOf(signedIn()), changed: () => {} })
  await expect.poll(() => done).toEqual(['quit', 'showWindow', 'showSettings'])
  tray.render(snapshotOf(signedIn()))
  expect(icons[0]?.labels).toContain('Signed in as Ada')
})

it('is made anew in each place, with what is to be seen by then', () => {
  const { tray } = create()
  let changes = 0
  tray.place('items')
  tray.serve({ actions, snapshot: () => snapshotOf(signedIn()), changed: () => void changes++ })
  tray.place('embedded')
  expect([icons.map(({ gone }) => gone), tray.isThere(), changes]).toEqual([[true, false], true, 1])
  expect(icons[1]?.labels).toContain('Signed in as Ada')
  tray.place('nowhere')
  expect([icons.map(({ gone }) => gone), tray.isThere(), changes]).toEqual([[true, true], false, 2])
})

it('is nowhere where nobody tells within two seconds, and comes when somebody does', async () => {
  const { clock, tray } = create()
  const placed = tray.isPlaced()
  await clock.advance(1_999)
  expect([icons.length, tray.isThere()]).toEqual([0, true])
  await clock.advance(1)
  expect([await placed, tray.isThere()]).toEqual([false, false])
  tray.place('items')
  expect([icons.length, tray.isThere()]).toEqual([1, true])
})

it('lets icons overlap where all are items, until a moment after the last panel, which may have taken up each', async () => {
  const { clock, tray } = create()
  const gone = () => icons.map(icon => icon.gone)
  tray.place('items')
  for (let panel = 0; panel < 3; panel++) {
    tray.place('items')
    await clock.advance(999)
    expect(gone()).not.toContain(true)
  }
  await clock.advance(1)
  expect(gone()).toEqual([true, true, true, false])
  tray.place('items')
  tray.place('nowhere')
  expect(gone()).not.toContain(false)
  tray.place('items')
  tray.place('items')
  tray.destroy()
  expect([gone().includes(false), clock.pending]).toEqual([false, 0])
})
