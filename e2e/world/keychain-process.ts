import type { Desktop } from './desktop.ts'
import { eventually } from './eventually.ts'
import { type RunningProcess, signal } from './processes.ts'

/** The process of the keychain, while there is one. */
export async function keychainProcess(desktop: Desktop): Promise<RunningProcess | undefined> {
  const programs = await desktop.programs()
  return programs.find(({ command }) => command.includes('--utility-sub-type=node.mojom.NodeService'))
}

export const waitForKeychainProcess = (desktop: Desktop): Promise<RunningProcess> =>
  eventually('the process of the keychain', () => keychainProcess(desktop))

/** Waits until it has ended because nothing was asked for a while. */
export const waitForNoKeychainProcess = (desktop: Desktop): Promise<true> =>
  eventually('the end of the process of the keychain', async () => !(await keychainProcess(desktop)), {
    within: 60_000,
    every: 1_000,
  })

/** Kills it, as the kernel does when memory is short: the next call starts another. */
export async function endKeychainProcess(desktop: Desktop): Promise<void> {
  const { id } = await waitForKeychainProcess(desktop)
  signal(id, 'SIGKILL')
  await eventually('its end', async () => (await keychainProcess(desktop)) === undefined)
}
