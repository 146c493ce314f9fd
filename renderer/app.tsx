import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Problem, SignInView } from '../common/sign-in-view.ts'
import { Announcer } from './announcer.tsx'
import { isLost } from './focus.ts'
import { Footer } from './parts/footer.tsx'
import { LateClaim } from './parts/late-claim.tsx'
import { SettingsNotice } from './parts/settings-notice.tsx'
import { Unheard } from './parts/unheard.tsx'
import { UnopenedPage } from './parts/unopened-page.tsx'
import type { Received } from './store.ts'
import { received } from './store.ts'
import { text } from '../common/text.ts'
import { unheard } from './unheard.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useStore } from './use-store.ts'
import { Attempt } from './views/attempt.tsx'
import { InProgress } from './views/in-progress.tsx'
import { SignedIn } from './views/signed-in.tsx'
import { SignedOut } from './views/signed-out.tsx'

/** The whole window: one view of the last snapshot. */
export function App() {
  const last = useStore(received)
  useKeyboard()
  return (
    <>
      {last !== null && <Window {...last} />}
      <Announcer />
    </>
  )
}

function Window({ snapshot, receivedAt }: Received) {
  const { signIn, lateClaim, notice, unopenedPage } = snapshot
  const isUnheard = useStore(unheard)
  return (
    <>
      {isUnheard && <Unheard />}
      {notice !== null && <SettingsNotice notice={notice} />}
      {unopenedPage !== null && <UnopenedPage address={unopenedPage} />}
      <Main view={signIn}>
        <View key={viewKey(signIn)} snapshot={snapshot} receivedAt={receivedAt} />
      </Main>
      <Footer snapshot={snapshot} />
      {lateClaim !== null && <LateClaim claim={lateClaim} signedIn={signIn.kind === 'signed-in'} />}
    </>
  )
}

/** Has the focus when nothing else has: it stays while views come and go, so that a screen reader has nothing to read twice. */
function Main({ view, children }: { readonly view: SignInView; readonly children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (isLost(document.activeElement)) main.current?.focus()
  })
  return (
    <main
      ref={main}
      tabIndex={-1}
      data-testid="sign-in"
      data-state={view.kind}
      data-problem={problemOf(view) ?? ''}
    >
      {children}
    </main>
  )
}

function View({ snapshot, receivedAt }: Received) {
  const { signIn, deviceName, copiesByHand, launchAtLogin, askingProxy } = snapshot
  switch (signIn.kind) {
    case 'restoring':
      return <InProgress label={text('state.restoring')} />
    case 'signed-out':
      return <SignedOut view={signIn} askingProxy={askingProxy} />
    case 'requesting-code':
    case 'awaiting-approval':
      return (
        <Attempt
          view={signIn}
          deviceName={deviceName}
          copiesByHand={copiesByHand}
          askingProxy={askingProxy}
          receivedAt={receivedAt}
        />
      )
    case 'saving':
      return <InProgress label={text('state.saving')} />
    case 'signed-in':
      return (
        <SignedIn
          view={signIn}
          launchAtLogin={launchAtLogin}
          askingProxy={askingProxy}
          receivedAt={receivedAt}
        />
      )
    case 'signing-out':
      return <InProgress label={text('state.signingOut')} />
  }
}

/** A new key mounts the view afresh, so that focus begins again. */
function viewKey(view: SignInView): string {
  switch (view.kind) {
    case 'requesting-code':
    case 'awaiting-approval':
      return 'attempt'
    case 'signed-out':
      return `${view.kind} ${view.problem ?? ''}`
    default:
      return view.kind
  }
}

function problemOf(view: SignInView): Problem | null {
  switch (view.kind) {
    case 'requesting-code':
    case 'awaiting-approval':
      return view.trouble?.problem ?? null
    case 'signed-out':
    case 'signed-in':
      return view.problem
    default:
      return null
  }
}
