import type { Desktop } from './desktop.ts'
import { eventually } from './eventually.ts'
import type { RunningProcess } from './processes.ts'

/** The process of the keychain, while there is one. */
export async function keychainProcess(desktop: Desktop): Promise<RunningProcess | undefined> {
  const programs = await desktop.programs()
  return programs.find(({ command }) => command.includes('--utility-sub-type=node.mojom.NodeService'))
}

export const waitForKeychainProcess = (desktop: Desktop): Promise<RunningProcess> =>
  eventually('the process of the keychain', () => keychainProcess(desktop))
