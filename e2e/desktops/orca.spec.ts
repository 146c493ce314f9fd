import en from '../../common/locales/en.json' with { type: 'json' }
import { startAccessibilityBus } from '../world/accessibility-bus.ts'
import { keysAtPlex } from '../world/keys.ts'
import { prepareLaunch } from '../world/launch.ts'
import { expect, type Parts, test } from '../world/test.ts'
import { startOrca } from './orca.ts'
import { startX11Screen } from './x11-screen.ts'

const spelled = (code: string): string => Array.from(code).join(', ')

/** The app beside Orca, and not in Playwright's hands, whose pages have the focus wherever it is. */
async function startScene({ desktop, tray, simulator }: Pick<Parts, 'desktop' | 'tray' | 'simulator'>) {
  const bus = await startAccessibilityBus(desktop)
  const screen = await startX11Screen(desktop, ['openbox'])
  const { programs } = screen
  const orca = await startOrca(programs)
  const environment = { ...programs.environment, NO_AT_BRIDGE: '0' }
  const { launcher, commandLine, sandboxSwitches } = await prepareLaunch(desktop, simulator.port, {})
  programs.start([launcher, ...sandboxSwitches, ...commandLine], environment)
  await tray.offersSignIn()
  return {
    screen,
    orca,
    press: (...keys: readonly string[]) => programs.run(['xdotool', 'key', '--delay', '200', ...keys]),
    type: (text: string) => programs.run(['xdotool', 'type', '--delay', '100', text]),
    /** Presses a button as Orca does it for the person, wherever the focus is. */
    pressButton: (name: string) => bus.press(name),
    stop: async () => {
      const said = await orca.stop()
      await screen.stop()
      bus.close()
      return said
    },
  }
}

test('Orca says each change once, and what changed behind another window when the person is back', async ({
  desktop,
  tray,
  person,
  simulator,
}) => {
  test.setTimeout(240_000)
  const { screen, orca, press, stop } = await startScene({ desktop, tray, simulator })

  await orca.hear('the window', () => tray.activate(), /^Settings$/)
  await orca.hear(
    'sign in, by keys',
    async () => {
      await press('Tab')
      await press('Return')
      await person.waitForCode()
    },
    /^Enter this code/,
  )
  const { code } = simulator.latestPin()!
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  await orca.hear('trouble', () => tray.waitForLabel('plex.tv is having trouble'), /^plex.tv is having/)
  outage.clear()
  await orca.hear('its end', () => tray.waitForLabel('Cancel sign-in'), /^plex.tv answers/)
  await orca.hear(
    'cancel, by keys',
    async () => {
      await press('Tab', 'Tab', 'Tab')
      await press('space')
      await tray.offersSignIn()
    },
    /^Cancelled$/,
  )
  await orca.hear('sign in, by the tray', () => tray.click('Sign in to Plex…'), /^Enter this code/)
  const next = simulator.latestPin()!.code
  await orca.hear('approved behind another window', async () => {
    await screen.coverWithAnother()
    person.approve(next)
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })
  await orca.hear('back', () => tray.activate(), /^Signed in as/)
  await orca.hear('sign out, by the tray', () => tray.click('Sign out'), /revoked at Plex$/)
  const said = await stop()

  const [heading, ...buttons] = ['Sign in to Plex', 'Get a code', 'Settings']
  const page = [heading, 'heading level 1', ...buttons.flatMap(button => [button, 'push button'])]
  expect(said['the window']?.filter(words => page.includes(words))).toEqual(page)
  const { 'the window': _read, 'sign out, by the tray': end = [], ...changes } = said
  // Plex may be told a moment later.
  expect(end.join('. ')).toBe('Signed out. Your sign-in is revoked at Plex')
  expect(changes).toEqual({
    'sign in, by keys': ['Get a code push button.', `Enter this code at plex.tv/link: ${spelled(code)}`],
    trouble: ['plex.tv is having trouble'],
    'its end': ['plex.tv answers again. Waiting for you to approve.'],
    'cancel, by keys': [
      'Copy code push button.',
      'Read the code again push button.',
      'Cancel push button.',
      'Cancelled',
    ],
    'sign in, by the tray': [`Enter this code at plex.tv/link: ${spelled(next)}`],
    'approved behind another window': [],
    back: ['Signed in as Ada Lovelace'],
  })
})

const { keys } = en.window
const refusal = JSON.stringify({
  errors: [{ code: 1001, message: 'User could not be authenticated', status: 401 }],
})

/** What is announced of keys; what Orca reads of a page besides depends on where the focus is. */
const announced = [
  ...Object.values(keys.announced),
  keys.ask.title,
  keys.failed,
  keys.new,
  en.keys.title,
  en.copying.copied,
].map(text => text.split(/\{\w+\}/))

const isOfKeys = (words: string): boolean =>
  announced.some(([start = '', ...rest]) =>
    rest.length === 0 ? words === start : words.startsWith(start) && rest.every(part => words.includes(part)),
  )

test('Orca says what becomes of keys, once, and speaks none', async ({
  desktop,
  tray,
  person,
  simulator,
}) => {
  test.setTimeout(240_000)
  const { orca, press, type, pressButton, stop } = await startScene({ desktop, tray, simulator })
  await orca.hear('the window', () => tray.activate(), /^Settings$/)
  await orca.hear('sign in', () => person.signIn(), /^Signed in as/)
  await orca.hear('the list', () => tray.click('Keys…'), /^Keys$/)
  await orca.hear('a new one', () => pressButton(keys.new), /^New key$/)
  const create = async (name: string) => {
    await type(name)
    await press('Return')
  }
  await orca.hear('its name', () => create('Kometa'), /is made\.$/)
  const { Kometa: token = '' } = keysAtPlex(simulator)
  expect(token).not.toBe('')
  await orca.hear('show', () => pressButton(keys.show), /^The key is shown/)
  await orca.hear('hide', () => pressButton(keys.hide), /^The key is hidden/)
  await orca.hear('copy', () => pressButton(keys.copy), /^Copied$/)
  await orca.hear('done', () => pressButton(en.window.settings.back), /^Keys$/)
  await orca.hear('revoke', () => pressButton('Revoke Kometa'), /^Revoke “/)
  await orca.hear('confirm', () => pressButton(keys.revoke), /is being revoked\.$/)
  // Plex has ended the next one before anybody looks.
  const ended = simulator.fault(
    'user',
    { kind: 'status', status: 401, body: refusal, contentType: 'application/json' },
    Infinity,
  )
  await orca.hear('another', () => pressButton(keys.new), /^New key$/)
  await orca.hear('another name', () => create('Tautulli'), /is made\.$/)
  const { Tautulli: dead = '' } = keysAtPlex(simulator)
  await orca.hear('its death', async () => {}, /^Plex refuses the key/)
  ended.clear()
  const said = await stop()

  for (const key of [token, dead]) expect(JSON.stringify(said)).not.toContain(key)
  // While main answers, the button is not said to be another.
  expect([...said['show']!, ...said['hide']!].filter(words => words.includes('grayed'))).toEqual([])
  const kometa = '\u2068Kometa\u2069'
  const tautulli = '\u2068Tautulli\u2069'
  expect(
    Object.fromEntries(Object.entries(said).map(([what, words]) => [what, words.filter(isOfKeys)])),
  ).toEqual({
    'the window': [],
    'sign in': [],
    'the list': ['Keys'],
    'a new one': ['New key'],
    'its name': [`The key “${kometa}” is made.`],
    show: ['The key is shown for 30 seconds.'],
    hide: ['The key is hidden again.'],
    copy: ['Copied'],
    done: ['Keys'],
    revoke: [`Revoke “${kometa}”? The program that has it is refused as soon as Plex knows. panel.`],
    confirm: [`“${kometa}” is being revoked.`],
    another: ['New key'],
    'another name': [`The key “${tautulli}” is made.`],
    'its death': [`Plex refuses the key “${tautulli}” now. Make a new one in the list of keys.`],
  })
})
