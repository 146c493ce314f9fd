import type { App } from 'electron'
import type { LaunchAtLogin } from './launch-at-login.ts'

/** macOS and Windows keep the list themselves. */
export const systemLaunchAtLogin = (
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  argument: string,
): LaunchAtLogin => ({
  get: () => app.getLoginItemSettings({ args: [argument] }).openAtLogin,
  set: on => app.setLoginItemSettings({ openAtLogin: on, args: [argument] }),
})
