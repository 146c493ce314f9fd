import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestInfo } from 'playwright/test'
import type { LoggedRequest } from '../../simulator/records.ts'
import type { Simulator } from '../../simulator/server.ts'
import type { RunningApp } from './app.ts'
import type { Keyring } from './keyring.ts'
import type { Notifications } from './notifications.ts'
import type { Tray } from './tray.ts'

interface Scene {
  readonly apps: readonly RunningApp[]
  readonly simulator: Simulator
  readonly tray: Tray
  readonly keychain: Keyring
  readonly notifications: Notifications
}

const LONGEST_LOOK_MS = 15_000
const LAST_REQUESTS = 20
const LAST_OUTPUT = 2_000

/** Attaches what can be seen to a failed test. A part that cannot be read is left out. */
export async function attachEvidence(testInfo: TestInfo, scene: Scene): Promise<void> {
  // An app that stopped on an error answers neither its driver nor the panel.
  await Promise.race([attachAll(testInfo, scene), pause(LONGEST_LOOK_MS)])
}

async function attachAll(testInfo: TestInfo, scene: Scene): Promise<void> {
  const attachJson = (name: string, value: unknown): Promise<void> =>
    testInfo.attach(name, { body: JSON.stringify(value, readable, 2), contentType: 'application/json' })

  for (const [index, app] of scene.apps.entries()) {
    await testInfo.attach(`output-${index + 1}.txt`, { body: app.output(), contentType: 'text/plain' })
    await attachWindows(testInfo, app, index + 1).catch(() => undefined)
  }
  // Printed, so that a flaky test can be understood from its output alone: of attached text only the beginning is.
  const seen = [
    `plex.tv was last asked\n${scene.simulator.log.slice(-LAST_REQUESTS).map(line).join('\n')}`,
    ...scene.apps.map(lastWords),
    ...(scene.keychain.hasCrashed() ? ['the keyring has crashed'] : []),
  ]
  for (const one of seen) console.error(`${testInfo.title}: ${one}`)
  // In a file, which a machine that is thrown away hands out.
  await writeFile(testInfo.outputPath('evidence.txt'), seen.join('\n\n'))
  await attachJson('plex-tv-log.json', scene.simulator.log)
  await attachJson('plex-tv-pins.json', scene.simulator.pins())
  await attachJson('notifications.json', scene.notifications.all())
  if (scene.tray.itemCount() > 0) {
    await attachJson('tray-menu.json', await scene.tray.menu().catch(String))
  }
}

/** How it ended, if it did, and the end of what it wrote. */
function lastWords(app: RunningApp): string {
  return `the app ended with ${app.end() ?? 'nothing yet'}, and wrote last\n${app.output().slice(-LAST_OUTPUT)}`
}

function line({ at, endedAt, method, path, status, fault, aborted, outcome }: LoggedRequest): string {
  const took = endedAt === null ? 'unanswered' : `${Math.round(endedAt - at)} ms`
  const marks = [outcome, fault, aborted && 'aborted'].filter(Boolean)
  return [`${(at / 1_000).toFixed(3)} s`, method, path, status, took, ...marks].join('  ')
}

/** D-Bus has 64-bit integers (a notification's hints), and JSON has none. */
const readable = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value

async function attachWindows(testInfo: TestInfo, app: RunningApp, index: number): Promise<void> {
  for (const [number, page] of app.electron.windows().entries()) {
    if (page.isClosed()) continue
    const body = await page.screenshot({ timeout: 5000 })
    await testInfo.attach(`window-${index}-${number + 1}.png`, { body, contentType: 'image/png' })
  }
}
