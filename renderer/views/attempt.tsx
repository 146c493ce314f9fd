import type { Snapshot } from '../../common/contract.ts'
import { isolate } from '../../common/text.ts'
import type { DatedOf } from '../dated.ts'
import { bridge } from '../bridge.ts'
import { AttemptStatus } from '../parts/attempt-status.tsx'
import { Button } from '../parts/button.tsx'
import { Code } from '../parts/code.tsx'
import { Heading } from '../parts/heading.tsx'
import { Icon } from '../parts/icons.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { useText } from '../use-text.ts'

interface Props {
  readonly view: DatedOf<'requesting-code' | 'awaiting-approval'>
  readonly deviceName: string
  readonly copiesByHand: number
  readonly askingProxy: Snapshot['askingProxy']
}

/** The same layout and buttons with and without a code, so that nothing moves when the code comes. */
export function Attempt({ view, deviceName, copiesByHand, askingProxy }: Props) {
  const text = useText()
  const awaiting = view.kind === 'awaiting-approval' ? view : null
  return (
    <div class="view code-page">
      <Heading>{text(awaiting === null ? 'state.requestingCode' : 'window.approval.title')}</Heading>
      <Code view={awaiting} copiesByHand={copiesByHand} copy={bridge.signIn.copyCode} />
      <AttemptStatus
        view={view}
        deviceNote={text('window.approval.deviceNote', { deviceName: isolate(deviceName) })}
        tryNow={bridge.signIn.tryNow}
      />
      {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="secondary" />}
      <div class="actions">
        <Button kind="secondary" onPress={bridge.signIn.cancel}>
          {text('action.cancel')}
        </Button>
        <Button kind="primary" onPress={bridge.signIn.openLinkPage} disabled={awaiting === null}>
          {text('action.openLinkPage')}
          <Icon name="outside" />
        </Button>
      </div>
    </div>
  )
}
