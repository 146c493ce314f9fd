import type { App, LoginItemSettings } from 'electron'
import type { LoginItem } from './port.ts'

/**
 * macOS keeps the list, and asks the person in System Settings. It takes no arguments: the app starts in the menu bar.
 */
export const macLoginItem = (app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>): LoginItem => ({
  state: async () => macState(app.getLoginItemSettings()),
  async set(on) {
    app.setLoginItemSettings({ openAtLogin: on })
    return false
  },
  // macOS finds the app by its bundle, wherever it is moved.
  repair: async () => {},
  watch: () => () => {},
})

/** Source: Apple, `SMAppService.Status`. `not-found` is also what macOS says of an app that never asked. */
export function macState({ status, openAtLogin }: Pick<LoginItemSettings, 'status' | 'openAtLogin'>) {
  if (status === 'requires-approval') return 'needs-approval'
  return openAtLogin ? 'on' : 'off'
}
