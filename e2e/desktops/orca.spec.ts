import { startAccessibilityBus } from '../world/accessibility-bus.ts'
import { prepareLaunch } from '../world/launch.ts'
import { expect, type Parts, test } from '../world/test.ts'
import { startOrca } from './orca.ts'
import { startX11Screen } from './x11-screen.ts'

const spelled = (code: string): string => Array.from(code).join(', ')

/** The app under Orca, which is used by keys alone: Playwright's pages have the focus wherever it is. */
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

  await orca.hear('the window', () => tray.activate())
  await orca.hear('sign in, by keys', async () => {
    await press('Tab')
    await press('Return')
    await person.waitForCode()
  })
  const { code } = simulator.latestPin()!
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  await orca.hear('trouble', () => tray.waitForLabel('plex.tv is having trouble'))
  outage.clear()
  await orca.hear('its end', () => tray.waitForLabel('Cancel sign-in'))
  await orca.hear('cancel, by keys', async () => {
    await press('Tab', 'Tab')
    await press('space')
    await tray.offersSignIn()
  })
  await orca.hear('sign in, by the tray', () => tray.click('Sign in to Plex…'))
  const next = simulator.latestPin()!.code
  await orca.hear('another window', () => screen.coverWithAnother())
  await orca.hear('approved behind it', async () => {
    person.approve(next)
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })
  await orca.hear('back', () => tray.activate())
  await orca.hear('sign out, by the tray', () => tray.click('Sign out'))
  const said = await stop()

  const [heading, ...buttons] = ['Sign in to Plex', 'Sign in to Plex…', 'Settings']
  const page = [heading, 'heading level 1', ...buttons.flatMap(button => [button, 'push button'])]
  expect(said['the window']?.filter(words => page.includes(words))).toEqual(page)
  const { 'the window': _read, 'sign out, by the tray': end = [], ...changes } = said
  // Plex may be told a moment later.
  expect(end.join('. ')).toBe('Signed out. Your sign-in is revoked at Plex')
  expect(changes).toEqual({
    'sign in, by keys': [
      'Sign in to Plex… push button.',
      `Enter this code at plex.tv/link: ${spelled(code)}`,
    ],
    trouble: ['plex.tv is having trouble'],
    'its end': ['plex.tv answers again. Waiting for you to approve.'],
    'cancel, by keys': ['Copy code push button.', 'Cancel push button.', 'Cancelled'],
    'sign in, by the tray': [`Enter this code at plex.tv/link: ${spelled(next)}`],
    'another window': [],
    'approved behind it': [],
    back: ['Signed in as Ada Lovelace'],
  })
})

test('Orca says what becomes of keys, and speaks none', async ({ desktop, tray, person, simulator }) => {
  test.setTimeout(240_000)
  const { orca, press, type, stop } = await startScene({ desktop, tray, simulator })
  const own = await person.signIn()
  await orca.hear('the list', () => tray.click('Keys…'))
  await orca.hear('a new one, by keys', () => press('Tab', 'Tab', 'Return'))
  await orca.hear('its name', async () => {
    await type('Kometa')
    await press('Return')
    await tray.waitForLabel('1 key')
  })
  const { token } = simulator.tokens().find(({ alive, token }) => alive && token !== own)!
  await orca.hear('shown, by keys', () => press('Tab', 'Tab', 'Return'))
  await orca.hear('hidden, by keys', () => press('Return'))
  await orca.hear('copied, by keys', () => press('Tab', 'Return'))
  await orca.hear('back in the list', () => press('Tab', 'Return'))
  await orca.hear('asked, by keys', () => press('Tab', 'Tab', 'Return'))
  await orca.hear('taken back, by keys', async () => {
    await press('Tab', 'Tab', 'Return')
    await expect.poll(() => simulator.tokens().filter(({ alive }) => alive).length).toBe(1)
  })
  const said = await stop()
  expect(JSON.stringify(said)).not.toContain(token)
  const { 'the list': read, ...changes } = said
  expect(read).toEqual(expect.arrayContaining(['No keys yet', 'heading level 2', 'New key', 'push button']))
  const name = '\u2068Kometa\u2069'
  expect(changes).toEqual({
    'a new one, by keys': [
      'Back push button.',
      'New key push button.',
      'Name entry.',
      'Focus mode',
      'For combo box collapsed',
      'Another program.',
      'Server combo box collapsed',
      'The whole account.',
      'New key',
    ],
    'its name': [
      ...Array.from('Kometa', letter => `${letter} `),
      'Browse mode',
      `The key “${name}” is made.`,
    ],
    'shown, by keys': ['Back push button.', 'Show the key push button.', 'The key is shown for 30 seconds.'],
    'hidden, by keys': ['The key is hidden again.'],
    'copied, by keys': ['Copy key push button.', 'Copied'],
    'back in the list': ['Done push button.', 'Keys'],
    'asked, by keys': [
      'Rename Kometa push button.',
      'Revoke Kometa push button.',
      `Revoke “${name}”? The program that has it is refused as soon as Plex knows. panel.`,
    ],
    'taken back, by keys': ['Keep push button.', 'Revoke push button.', `“${name}” is being taken back.`],
  })
})
