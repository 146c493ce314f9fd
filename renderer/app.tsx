import type { Received } from './store.ts'
import { received } from './store.ts'
import { Announcer } from './announcer.tsx'
import { useKeyboard } from './use-keyboard.ts'
import { useStore } from './use-store.ts'
import type { Problem, SignInView } from '../preload/contract.ts'
import { text } from './text.ts'
import { AwaitingApproval } from './views/awaiting-approval.tsx'
import { InProgress } from './views/in-progress.tsx'
import { RequestingCode } from './views/requesting-code.tsx'
import { SignedIn } from './views/signed-in.tsx'
import { SignedOut } from './views/signed-out.tsx'

/** The whole window: one view of the last snapshot. */
export function App() {
  const last = useStore(received)
  useKeyboard()
  return (
    <>
      {last !== null && (
        <main
          key={viewKey(last.snapshot.signIn)}
          data-testid="sign-in"
          data-state={last.snapshot.signIn.kind}
          data-problem={problemOf(last.snapshot.signIn) ?? ''}
        >
          <View {...last} />
        </main>
      )}
      <Announcer />
    </>
  )
}

function View({ snapshot, receivedAt }: Received) {
  const { signIn, deviceName, launchAtLogin, version } = snapshot
  switch (signIn.kind) {
    case 'restoring':
      return <InProgress label={text('window.progress.restoring')} />
    case 'signed-out':
      return <SignedOut problem={signIn.problem} version={version} />
    case 'requesting-code':
      return <RequestingCode />
    case 'awaiting-approval':
      return <AwaitingApproval view={signIn} deviceName={deviceName} receivedAt={receivedAt} />
    case 'saving':
      return <InProgress label={text('window.progress.saving')} />
    case 'signed-in':
      return <SignedIn view={signIn} launchAtLogin={launchAtLogin} version={version} />
    case 'signing-out':
      return <InProgress label={text('window.progress.signingOut')} />
  }
}

/** A new key mounts the view afresh, so that focus and countdown begin again. */
function viewKey(view: SignInView): string {
  switch (view.kind) {
    case 'awaiting-approval':
      return `${view.kind} ${view.code}`
    case 'signed-out':
      return `${view.kind} ${view.problem ?? ''}`
    default:
      return view.kind
  }
}

function problemOf(view: SignInView): Problem | null {
  switch (view.kind) {
    case 'awaiting-approval':
      return view.trouble?.problem ?? null
    case 'signed-out':
    case 'signed-in':
      return view.problem
    default:
      return null
  }
}
