import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly notice: NonNullable<Snapshot['notice']>
}

/** A notice about a file or a choice, above every view until it is dismissed. */
export function Notice({ notice }: Props) {
  const text = useText()
  return (
    <section class="strip" aria-label={text('window.notice.label')} data-testid="notice">
      <p>{text(`window.notice.${notice}`)}</p>
      <Button kind="quiet" onPress={bridge.app.dismissNotice}>
        {text('action.dismiss')}
      </Button>
    </section>
  )
}
