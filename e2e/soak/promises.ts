import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ConductRule } from '../../simulator/conduct.ts'
import type { View } from './step.ts'
import { tellOrphan, unowned } from './tokens.ts'
import { keychainLook } from './units.ts'
import type { World } from './world.ts'

/** The next start knows neither when the last one polled nor what it had read. */
export const allowedConduct: readonly ConductRule[] = ['poll-too-fast', 'poll-after-end']

const trace = /^\s+at .+:\d+:\d+\)?$|^.*(Uncaught|Unhandled|Error box|MaxListenersExceeded).*$/im
const states = [
  /^Checking your sign-in…$/,
  /^(Sign in to Plex…|Sign in until you quit)$/,
  /^Cancel sign-in$/,
  /^(Signing you in|Signing out)…$/,
  /^Check now$/,
]

/** What holds after every step; returns what does not. */
export async function brokenPromises(world: World, { labels }: View): Promise<readonly string[]> {
  const { life, tray, desktop } = world
  const app = life.app()
  const log = await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
  const shown = states.filter(state => labels.some(label => state.test(label))).length
  const kept = world.lockedUntil === null && life.elapsed() > world.keyringOpenSince + keychainLook
  const lost = kept ? await unowned(world) : []
  return [
    ...(tray.itemCount() === 1 ? [] : [`${tray.itemCount()} tray items`]),
    ...((await app.windowCount()) <= 1 ? [] : ['more than one window']),
    ...(trace.test(app.output()) ? [`the output has an error: ${trace.exec(app.output())?.[0]}`] : []),
    ...(/Stopped by an error/.test(log) ? ['the app stopped by an error'] : []),
    ...(shown === 1 ? [] : [`the tray shows ${shown} states at once: ${labels.join(' | ')}`]),
    ...lost.map(tellOrphan),
  ]
}

/** What the app did to plex.tv that it must not. It is all read anew each time, so not after every step. */
export const misconduct = ({ simulator }: World): readonly string[] =>
  simulator.conduct({ allow: allowedConduct }).map(({ message }) => message)
