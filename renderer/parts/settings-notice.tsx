import { useLayoutEffect } from 'preact/hooks'
import type { Snapshot } from '../../preload/contract.ts'
import { announce, withdraw } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly notice: NonNullable<Snapshot['notice']>
}

/** What became of the settings file, above every view until it is dismissed. */
export function SettingsNotice({ notice }: Props) {
  const said = text(`window.notice.${notice}`)
  useLayoutEffect(() => {
    announce(said)
    return () => withdraw(said)
  }, [said])
  return (
    <section class="strip" aria-label={text('window.notice.label')} data-testid="notice">
      <p>{said}</p>
      <Button kind="quiet" onPress={bridge.dismissNotice}>
        {text('window.notice.dismiss')}
      </Button>
    </section>
  )
}
