import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { xfceWith } from '../desktops/panel-kinds.ts'
import { configure, type Kind, startPanel } from '../desktops/panels.ts'
import { createRegisteredItem } from '../desktops/registered-item.ts'
import { icon } from '../desktops/screen.ts'
import { type Area, restingPicture } from '../desktops/screenshot.ts'
import { launchApp } from '../world/app.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import { createCommand } from '../world/command.ts'
import { eventually } from '../world/eventually.ts'
import { giveTo } from '../world/owner.ts'
import { createPerson } from '../world/person.ts'
import { decodeQr } from '../world/qr.ts'
import { answerWithPin } from './pin-answer.ts'
import { openTerminal } from './terminal.ts'
import type { Stage } from './world.ts'

/** Where the panel's end is, and the menu below it. */
const END: Area = { x: 960, y: 0, width: 320, height: 280 }

// A compositor draws black behind all windows.
const panelIn = (scheme: 'light' | 'dark'): Kind => ({
  ...xfceWith({ darkMode: scheme === 'dark', atEnd: true }),
  windowManager: ['xfwm4', '--compositor=off'],
})

/** The tray's menu on a real panel, in light and in dark, and commands in a real terminal, into the folder. */
export async function takeDesktopPictures(stage: Stage, folder: string): Promise<void> {
  const { desktop, simulator } = stage
  await createCommand(desktop, simulator.port)
  const panel = await startPanel(desktop, panelIn('light'))
  try {
    const { screen } = panel
    const app = await launchApp(desktop, simulator.port, panel.launch)
    const tray = createRegisteredItem(desktop.bus)
    const person = createPerson(tray, simulator)
    const where = await icon(panel)
    const terminal = await openTerminal(screen, desktop)

    const take = async (name: string, area: Area) => {
      const picture = await restingPicture(() => screen.look(area), { ...area, x: 0, y: 0 })
      await writeFile(path.join(folder, `${name}.png`), picture)
    }
    const takeMenu = async (name: string) => {
      const before = await screen.look(END)
      await screen.openMenu(where)
      await eventually('the menu of the tray', async () => !before.equals(await screen.look(END)))
      await take(name, END)
      await screen.pressKey('Escape')
    }
    const changeTo = async (scheme: 'light' | 'dark') => {
      await panel.endPanel()
      await configure(desktop, panelIn(scheme))
      await panel.startPanel()
      await eventually('the icon on the panel', () => tray.tooltip())
    }

    await person.signIn()
    await tray.waitForLabel('Servers')
    await takeMenu('tray-light')
    await runAProgram()
    await changeTo('dark')
    await takeMenu('tray-dark')

    await tray.click('Sign out')
    await tray.offersSignIn()
    answerWithPin(simulator, { id: 1_234_567_890, code: 'KYLX' }, 702)
    await terminal.type('clear')
    await terminal.isDone()
    await terminal.type('latchkey sign-in')
    await tray.waitForLabel('Code KYLX – 12 min left')
    await eventually('a QR code in the terminal', async () => decodeQr(await screen.look()))
    await take('terminal-sign-in', await screen.frameOf(terminal.title))
    await takeMenu('tray-code-dark')
    await changeTo('light')
    await takeMenu('tray-code-light')
    await app.quit()

    async function runAProgram() {
      const script = path.join(desktop.home, 'backup.sh')
      await writeFile(script, '#!/bin/sh\necho "Saving what was seen on $PLEX_URL"\n', { mode: 0o755 })
      await giveTo(desktop.owner, script)
      await terminal.type('latchkey status')
      await terminal.isDone()
      await terminal.type('latchkey run --server Attic -- ./backup.sh')
      await asksWindowOf(app).asksFor('backup.sh')
      await asksWindowOf(app).answer('once')
      await terminal.isDone()
      await take('terminal-run', await screen.frameOf(terminal.title))
    }
  } finally {
    await panel.stop()
  }
}
