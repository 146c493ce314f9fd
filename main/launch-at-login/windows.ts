import type { App, LoginItemSettings } from 'electron'
import type { LoginItem } from './port.ts'

/** Windows keeps a command in the registry's `Run` key, and in `StartupApproved` whether to run it. */
export function windowsLoginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  program: string,
  argument: string,
): LoginItem {
  // Electron reads the path as a command line: without quotes it would end at the first space, and every entry of
  // another program below "C:\Program Files" would count as ours.
  const command = { path: `"${program}"`, args: [argument] }
  const read = () => app.getLoginItemSettings(command)
  const write = (on: boolean) => app.setLoginItemSettings({ ...command, openAtLogin: on })
  return {
    state: async () => windowsState(read()),
    async set(on) {
      write(on)
      return false
    },
    async repair() {
      if (startsWithWindow(read())) write(true)
    },
    watch: () => () => {},
  }
}

type Settings = Pick<LoginItemSettings, 'openAtLogin' | 'executableWillLaunchAtLogin' | 'launchItems'>

/** `openAtLogin` says that the command is there; `launchItems` lists all commands for this program. */
export function windowsState({ openAtLogin, executableWillLaunchAtLogin, launchItems }: Settings) {
  if (executableWillLaunchAtLogin) return 'on'
  return openAtLogin || launchItems.length > 0 ? 'turned-off-in-task-manager' : 'off'
}

/** An entry of this person is on, but its command starts with a window. */
function startsWithWindow({ openAtLogin, launchItems }: Settings): boolean {
  return !openAtLogin && launchItems.some(({ scope, enabled }) => scope === 'user' && enabled)
}
