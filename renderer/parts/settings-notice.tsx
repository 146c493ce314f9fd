import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly notice: NonNullable<Snapshot['notice']>
}

/** What became of the settings file, above every view until it is dismissed. */
export const SettingsNotice = ({ notice }: Props) => (
  <section class="strip" aria-label={text('window.notice.label')} data-testid="notice">
    <p>{text(`window.notice.${notice}`)}</p>
    <Button kind="quiet" onPress={bridge.dismissNotice}>
      {text('action.dismiss')}
    </Button>
  </section>
)
