import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Problem } from '../common/sign-in-view.ts'
import { Announcer } from './announcer.tsx'
import type { Dated } from './dated.ts'
import { isLost } from './focus.ts'
import { AskingKeychain } from './parts/asking-keychain.tsx'
import { Asked } from './parts/asked.tsx'
import { Footer } from './parts/footer.tsx'
import { Notice } from './parts/notice.tsx'
import { Unheard } from './parts/unheard.tsx'
import { OpenSettings } from './parts/open-settings.tsx'
import { UnopenedPage } from './parts/unopened-page.tsx'
import type { Received } from './store.ts'
import { received } from './store.ts'
import { route } from './route.ts'
import { saidAbove } from './said-above.ts'
import { useText } from './use-text.ts'
import { unheard } from './unheard.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useStore } from './use-store.ts'
import { Attempt } from './views/attempt.tsx'
import { InProgress } from './views/in-progress.tsx'
import { Page } from './views/page.tsx'
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

function Window({ snapshot, signIn, at }: Received) {
  const { question, unopenedPage } = snapshot
  const isUnheard = useStore(unheard)
  const { view, key, by, from } = useStore(route)
  const { askingKeychain, notice } = saidAbove(snapshot, view)
  return (
    <>
      {isUnheard && <Unheard />}
      {notice !== null && <Notice notice={notice} />}
      {askingKeychain !== null && <AskingKeychain asking={askingKeychain} />}
      {unopenedPage !== null && <UnopenedPage address={unopenedPage} />}
      <FromTheTop of={view === 'sign-in' ? viewKey(signIn) : `${view} ${key}`} />
      <Main view={signIn} isBack={view === 'sign-in' && from !== null && by === 'person'}>
        {view === 'sign-in' ? (
          <>
            <View key={viewKey(signIn)} snapshot={snapshot} signIn={signIn} at={at} />
            {signIn.kind !== 'signed-in' && (
              // Seen in a corner, and reached after what the view is for.
              <div class="corner">
                <OpenSettings />
              </div>
            )}
          </>
        ) : (
          <Page view={view} of={key} snapshot={snapshot} at={at} />
        )}
      </Main>
      <Footer snapshot={snapshot} view={view} />
      {question !== null && <Asked question={question} signIn={signIn} />}
    </>
  )
}

/** A page or view begins at its top, wherever the one before it was. Stands before it: what has the focus in it is in sight. */
function FromTheTop({ of }: { readonly of: string }) {
  useLayoutEffect(() => scrollTo(0, 0), [of])
  return null
}

interface MainProps {
  readonly view: Dated
  /** Whether the person came back to it from another page. */
  readonly isBack: boolean
  readonly children: ComponentChildren
}

/**
 * Has the focus when nothing else does. It stays while views come and go, so that a screen reader reads nothing twice.
 */
function Main({ view, isBack, children }: MainProps) {
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (isLost(document.activeElement)) main.current?.focus({ preventScroll: true })
  })
  return (
    <main
      ref={main}
      tabIndex={-1}
      data-testid="sign-in"
      {...(isBack ? { 'data-way': 'back' } : {})}
      data-state={view.kind}
      data-problem={problemOf(view) ?? ''}
    >
      {children}
    </main>
  )
}

function View({ snapshot, signIn }: Received) {
  const text = useText()
  const { deviceName, copiesByHand, askingKeychain, askingProxy } = snapshot
  switch (signIn.kind) {
    case 'restoring':
      return <InProgress label={text('state.restoring')} />
    case 'signed-out':
      return (
        <SignedOut
          view={signIn}
          askingKeychain={askingKeychain}
          askingProxy={askingProxy}
          keys={snapshot.keys.list}
        />
      )
    case 'requesting-code':
    case 'awaiting-approval':
      return (
        <Attempt
          view={signIn}
          deviceName={deviceName}
          copiesByHand={copiesByHand}
          askingProxy={askingProxy}
        />
      )
    case 'saving':
      return <InProgress label={text('state.saving')} isCut />
    case 'signed-in':
      return <SignedIn view={signIn} snapshot={snapshot} />
    case 'signing-out':
      return <InProgress label={text('state.signingOut')} />
  }
}

/** A new key mounts the view anew, so that the focus starts over. */
function viewKey(view: Dated): string {
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

function problemOf(view: Dated): Problem | null {
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
