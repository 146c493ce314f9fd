import type { Snapshot } from '../../common/contract.ts'
import { isLoginChoosable, startsAtLogin } from '../../common/starts-at-login.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Switch } from './switch.tsx'

/** The choice to start with the desktop. */
export function LaunchAtLogin({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  const { launchAtLogin: state } = snapshot
  const hint = state === 'on' || state === 'off' ? 'quiet' : state
  return (
    <Switch
      id="launch-at-login"
      title={text('action.launchAtLogin')}
      hint={text(`window.settings.launchAtLoginHint.${hint}`)}
      isOn={({ launchAtLogin }) => startsAtLogin(launchAtLogin)}
      isChoosable={isLoginChoosable(state)}
      snapshot={snapshot}
      choose={bridge.app.setLaunchAtLogin}
    />
  )
}
