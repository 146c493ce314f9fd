import type { Desktop } from '../world/desktop.ts'
import { createPerson } from '../world/person.ts'
import type { Shell } from './shell.ts'
import type { ShownKeychain } from './shown-keychain.ts'
import { testOn } from './test.ts'
import { startX11Screen, type X11Screen } from './x11-screen.ts'

export { expect } from './test.ts'

interface BareScreen extends Shell {
  readonly screen: X11Screen
}

/** A test on the real app, beside a real keychain that its owner has open on the screen. */
export const testWith = <K extends ShownKeychain>(
  start: (desktop: Desktop, screen: X11Screen) => Promise<K>,
) =>
  testOn(startBareScreen).extend<{ keychain: K }>({
    keyring: 'absent',
    panel: true,

    keychain: [
      async ({ desktop, shell }, use) => {
        const keychain = await start(desktop, shell.screen)
        await use(keychain)
        await keychain.stop()
      },
      { auto: true },
    ],

    person: async ({ tray, simulator }, use) => {
      await use(createPerson(tray, simulator))
    },
  })

/** A screen with a window manager and no panel. */
async function startBareScreen(desktop: Desktop): Promise<BareScreen> {
  const screen = await startX11Screen(desktop, ['openbox'])
  const { windows, click, coverWithAnother, stop, programs } = screen
  return {
    screen,
    launch: { arguments: [], environment: { DISPLAY: programs.environment['DISPLAY'] ?? '' } },
    windows,
    icon: () => Promise.resolve(null),
    click,
    coverWithAnother,
    look: () => screen.look(),
    stop,
  }
}
