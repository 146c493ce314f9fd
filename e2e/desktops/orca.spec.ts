import { startAccessibilityBus } from '../world/accessibility-bus.ts'
import { prepareLaunch } from '../world/launch.ts'
import { expect, test } from '../world/test.ts'
import { startOrca } from './orca.ts'
import { startX11Screen } from './x11-screen.ts'

const spelled = (code: string): string => Array.from(code).join(', ')

test('Orca says each change once, and what changed behind another window when the person is back', async ({
  desktop,
  tray,
  person,
  simulator,
}) => {
  test.setTimeout(240_000)
  const bus = await startAccessibilityBus(desktop)
  const screen = await startX11Screen(desktop, ['openbox'])
  const { programs } = screen
  const orca = await startOrca(programs)
  const press = (...keys: readonly string[]) => programs.run(['xdotool', 'key', '--delay', '200', ...keys])
  // Not by Playwright, whose pages have the focus wherever it is.
  const environment = { ...programs.environment, NO_AT_BRIDGE: '0' }
  const { launcher, commandLine, sandboxSwitches } = await prepareLaunch(desktop, simulator.port, {})
  programs.start([launcher, ...sandboxSwitches, ...commandLine], environment)

  await tray.offersSignIn()
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
  const said = await orca.stop()
  await screen.stop()
  bus.close()

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
