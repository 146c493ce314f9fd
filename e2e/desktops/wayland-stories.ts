import { eventually } from '../world/eventually.ts'
import type { TrayItem } from '../world/tray-item.ts'
import { gone, inFront, shown, titles } from './screen.ts'
import type { Shell } from './shell.ts'
import { expect, type testOn } from './test.ts'
import { windowOf } from '../world/window.ts'

export interface WaylandShell extends Shell {
  clipboard(): Promise<string>
  /** Another program copies a text. */
  copyElsewhere(text: string): Promise<void>
}

/** What holds on every Wayland desktop with a tray. */
export function waylandStories<S extends WaylandShell>(
  name: string,
  test: ReturnType<typeof testOn<S>>,
): void {
  test(`${name}: a second start brings the window, also from behind another one`, async ({
    launch,
    shell,
    item,
  }) => {
    const app = await launch()
    await item.offersSignIn()
    expect(await titles(shell)).toEqual([])
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
    await shell.coverWithAnother()
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
  })

  test(`${name}: the menu copies the code, or the window that comes says what to do`, async ({
    launch,
    shell,
    item,
    person,
  }) => {
    const app = await launch()
    await item.offersSignIn()
    const { code } = await person.startSignIn()
    await shown(shell)
    await windowOf(app).close()
    await gone(shell)
    await shell.coverWithAnother()
    await shell.copyElsewhere('of another program')
    await eventually(
      'the text of another program',
      async () => (await shell.clipboard()) === 'of another program',
    )
    await item.click(`Copy code ${code}`)
    await eventually('the code in the clipboard, or on the screen', async () => {
      if ((await shell.clipboard()) === code) return true
      if (!(await titles(shell)).includes('Latchkey')) return false
      return (await app.window()).getByTestId('link-code').isVisible()
    })
  })

  test(`${name}: asks about a sign-in that was approved late`, async ({
    launch,
    shell,
    item,
    person,
    picture,
  }) => {
    const app = await launch()
    await item.offersSignIn()
    const { code } = await person.startSignIn()
    await windowOf(app).close()
    await gone(shell)
    await person.cancelSignIn()
    person.approve(code)
    await item.waitForLabel('Keep it: Ada Lovelace')
    await openFromMenu(item)
    await shown(shell)
    const asked = (await app.window()).getByTestId('late-claim')
    await expect(asked).toContainText('Ada Lovelace')
    await picture('question')
    await asked.getByRole('button', { name: 'Keep it' }).click()
    await item.waitForLabel('Signed in as Ada Lovelace')
  })
}

const openFromMenu = (item: TrayItem): Promise<void> => item.click('Open Latchkey')
