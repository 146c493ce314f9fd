import type { TargetedEvent } from 'preact'
import type { Snapshot } from '../../common/contract.ts'
import { isLoginChoosable, startsAtLogin } from '../../common/starts-at-login.ts'
import { bridge } from '../bridge.ts'
import { received } from '../store.ts'
import { text } from '../../common/text.ts'

/** The choice to start with the desktop, as a row of the facts. */
export function LaunchAtLogin({ state }: { readonly state: Snapshot['launchAtLogin'] }) {
  const change = async ({ currentTarget: box }: TargetedEvent<HTMLInputElement>) => {
    await bridge.setLaunchAtLogin(box.checked).catch(() => undefined)
    // The system may have refused: the box shows what main says, not what was clicked.
    box.checked = startsAtLogin(received.getState()?.snapshot.launchAtLogin ?? state)
  }
  const hint = state === 'on' || state === 'off' ? 'quiet' : state
  return (
    <li>
      <label class="fact">
        <input
          type="checkbox"
          aria-labelledby="launch-at-login"
          aria-describedby="launch-at-login-hint"
          checked={startsAtLogin(state)}
          disabled={!isLoginChoosable(state)}
          onChange={event => void change(event)}
        />
        <div>
          <p id="launch-at-login" class="fact-title">
            {text('action.launchAtLogin')}
          </p>
          <p id="launch-at-login-hint" class="fine-print">
            {text(`window.signedIn.launchAtLoginHint.${hint}`)}
          </p>
        </div>
      </label>
    </li>
  )
}
