import { choices } from '../../common/choices.ts'
import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { ChoiceRow } from '../parts/choice-row.tsx'
import { DiagnosticsRow } from '../parts/diagnostics-row.tsx'
import { Language } from '../parts/language.tsx'
import { LaunchAtLogin } from '../parts/launch-at-login.tsx'
import { LogRow } from '../parts/log-row.tsx'
import { OpenDoctor } from '../parts/open-doctor.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { ResetRow } from '../parts/reset-row.tsx'
import { ThemeTiles } from '../parts/theme-tiles.tsx'
import { isMac } from '../platform.ts'
import { useText } from '../use-text.ts'

/** What a person can choose, in every state of the sign-in. */
export function Settings({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  return (
    <div class="view page" data-testid="settings">
      <PageBar title={text('window.settings.title')} />
      <ul class="card">
        <LaunchAtLogin snapshot={snapshot} />
        <ChoiceRow
          id="closing"
          title={text('window.settings.closing.title')}
          values={choices.closing}
          nameOf={value => text(value === 'quit' ? 'action.quit' : 'window.settings.closing.stay')}
          chosen={({ preferences }) => preferences.closing}
          snapshot={snapshot}
          choose={value => bridge.preferences.change({ closing: value })}
        />
        <Language snapshot={snapshot} />
        <ChoiceRow
          id="notifications"
          title={text('window.settings.notifications.title')}
          values={choices.notifications}
          nameOf={value => text(`window.settings.notifications.${value}`)}
          chosen={({ preferences }) => preferences.notifications}
          snapshot={snapshot}
          choose={value => bridge.preferences.change({ notifications: value })}
        />
      </ul>
      <section class="key-section" aria-labelledby="appearance">
        <h2 id="appearance">{text('window.settings.theme.title')}</h2>
        <ul class="card">
          <li>
            <ThemeTiles snapshot={snapshot} />
          </li>
          {!isMac && (
            <ChoiceRow
              id="tray-icon"
              title={text('window.settings.trayIcon.title')}
              values={choices.trayIcon}
              nameOf={value => text(`window.settings.trayIcon.${value}`)}
              chosen={({ preferences }) => preferences.trayIcon}
              snapshot={snapshot}
              choose={value => bridge.preferences.change({ trayIcon: value })}
            />
          )}
        </ul>
      </section>
      <section class="key-section" aria-labelledby="wrong">
        <h2 id="wrong">{text('window.settings.wrong')}</h2>
        <ul class="card">
          <OpenDoctor />
          <LogRow />
          <DiagnosticsRow />
          <ResetRow snapshot={snapshot} />
        </ul>
      </section>
    </div>
  )
}
