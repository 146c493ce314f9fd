import type { AskingProgram } from '../common/asking-program.ts'
import type { Snapshot } from '../common/contract.ts'
import { signInOf } from '../common/lives.ts'
import { systemClock } from './clock.ts'
import type { CodeCopying } from './code-copying.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { linkPage } from './plex/links.ts'
import type { Pages } from './pages.ts'
import { printableAscii } from '../common/device-names.ts'
import type { Installation } from './plex/headers.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { Services } from './services.ts'
import type { NoticeSource } from './notices.ts'
import type { PreferencesFile } from './preferences/preferences-file.ts'
import { isChoosable } from '../common/languages.ts'
import type { SpokenText } from './text/open-text.ts'
import { missesProxyLogin, view } from './sign-in/view.ts'
import type { OfferedUpdates } from './updates/offer.ts'
import type { createAsked } from './window/asked.ts'
import type { Windows } from './windows.ts'

interface Told {
  readonly qrPath: (address: string) => { path: string; modules: number }
  readonly services: Pick<Services, 'signIn' | 'revoker' | 'record' | 'servers' | 'keys' | 'askingKeychain'>
  readonly preferences: Pick<PreferencesFile, 'get'>
  readonly speech: Pick<SpokenText, 'languages'>
  readonly notices: Pick<NoticeSource, 'notice'>
  readonly installation: Installation
  readonly proxyQuestion: Pick<ProxyQuestion, 'proxy'>
  readonly launchAtLogin: Pick<LaunchAtLogin, 'state'>
  readonly updates: Pick<OfferedUpdates, 'state'>
  readonly pages: Pick<Pages, 'unopened'>
  readonly codes: Readonly<Record<'signIn' | 'key', Pick<CodeCopying, 'byHand'>>>
  readonly access: {
    readonly asking: () => AskingProgram | null
    readonly silentForMs: () => number | null
  }
  readonly asked: Pick<ReturnType<typeof createAsked>, 'settingsAsked' | 'keysAsked'>
  readonly windows: Pick<Windows, 'theme' | 'sandboxed'>
  readonly tray: { readonly isThere: () => boolean }
}

/** Makes the snapshot that window and tray get. */
export function createSnapshots(told: Told): () => Snapshot {
  const { qrPath, preferences, installation, proxyQuestion, launchAtLogin, updates, pages } = told
  const { access, asked, codes, windows } = told
  const { signIn, revoker, record, servers, keys } = told.services
  let revision = 0

  return () => {
    const now = systemClock.now()
    const qr = (code: string) => qrPath(linkPage(code))
    const lives = view(signIn.state(), {
      now,
      qr,
      revocation: revoker.revocation(),
      signedInAt: session => record.signedInAt(session),
      confirmedAgoMs: session => record.confirmedAgoMs(session),
      servers: servers.state(),
    })
    return {
      revision: ++revision,
      ...lives,
      question: lives.question ?? keys.question(),
      access: { asking: access.asking(), silentForMs: access.silentForMs() },
      keys: keys.view({ now, calendar: systemClock.calendar(), qr }),
      askingKeychain: told.services.askingKeychain(),
      askingProxy: missesProxyLogin(signInOf(lives)) ? proxyQuestion.proxy() : null,
      copiesByHand: codes.signIn.byHand() + codes.key.byHand(),
      launchAtLogin: launchAtLogin.state(),
      preferences: preferences.get(),
      contrastAsked: windows.theme.isContrastAsked(),
      languages: told.speech.languages.filter(isChoosable),
      update: updates.state(),
      deviceName: printableAscii(installation.deviceName, 'Computer'),
      version: installation.version,
      sandboxed: windows.sandboxed(),
      tray: told.tray.isThere(),
      settingsAsked: asked.settingsAsked(),
      keysAsked: asked.keysAsked(),
      unopenedPage: pages.unopened(),
      notice: told.notices.notice(),
    }
  }
}
