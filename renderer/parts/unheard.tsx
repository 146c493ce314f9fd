import { useEffect } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { text } from '../../common/text.ts'

/** Above every view until a press is heard. */
export function Unheard() {
  useEffect(() => announce(text('window.unheard.said')), [])
  return (
    <section class="strip" aria-label={text('window.unheard.label')} data-testid="unheard">
      <p>{text('window.unheard.said')}</p>
    </section>
  )
}
