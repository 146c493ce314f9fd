import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { LaunchAtLogin } from '../parts/launch-at-login.tsx'
import { OpenDoctor } from '../parts/open-doctor.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { Switch } from '../parts/switch.tsx'
import { useText } from '../use-text.ts'

/** What a person can choose, in every state of the sign-in. */
export function Settings({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  return (
    <div class="view page" data-testid="settings">
      <PageBar title={text('window.settings.title')} />
      <ul class="card">
        <LaunchAtLogin snapshot={snapshot} />
        <Switch
          id="notifications"
          title={text('window.settings.notifications')}
          hint={text('window.settings.notificationsHint')}
          isOn={({ preferences }) => preferences.notifications}
          snapshot={snapshot}
          choose={notifications => bridge.preferences.change({ notifications })}
        />
      </ul>
      <OpenDoctor />
    </div>
  )
}
