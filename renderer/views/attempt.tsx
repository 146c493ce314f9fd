import type { Snapshot } from '../../common/contract.ts'
import type { ViewOf } from '../../common/sign-in-view.ts'
import { bridge } from '../bridge.ts'
import { AttemptStatus } from '../parts/attempt-status.tsx'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon } from '../parts/icons.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { Ticket } from '../parts/ticket.tsx'
import { text } from '../../common/text.ts'

interface Props {
  readonly view: ViewOf<'requesting-code' | 'awaiting-approval'>
  readonly deviceName: string
  readonly copiesByHand: number
  readonly askingProxy: Snapshot['askingProxy']
  /** When the snapshot came in, in milliseconds of `performance.now()`. */
  readonly receivedAt: number
}

/** With a code or while one is fetched: the same places and buttons, so that nothing moves when the code comes. */
export function Attempt({ view, deviceName, copiesByHand, askingProxy, receivedAt }: Props) {
  const awaiting = view.kind === 'awaiting-approval' ? view : null
  return (
    <div class="view">
      <Heading>{text(awaiting === null ? 'state.requestingCode' : 'window.approval.title')}</Heading>
      <Ticket view={awaiting} copiesByHand={copiesByHand} receivedAt={receivedAt} />
      <AttemptStatus view={view} deviceName={deviceName} receivedAt={receivedAt} />
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="secondary" />}
      <div class="actions">
        <Button kind="secondary" onPress={bridge.cancelSignIn}>
          {text('action.cancel')}
        </Button>
        <Button kind="primary" onPress={bridge.openLinkPage} disabled={awaiting === null}>
          {text('action.openLinkPage')}
          <Icon name="outside" />
        </Button>
      </div>
    </div>
  )
}
