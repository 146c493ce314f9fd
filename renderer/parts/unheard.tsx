import { useEffect } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { useText } from '../use-text.ts'

/** Says, above every view, that a press did not count, until one does. */
export function Unheard() {
  const text = useText()
  useEffect(() => announce(text('window.unheard.said')), [])
  return (
    <section class="strip" aria-label={text('window.unheard.label')} data-testid="unheard">
      <p>{text('window.unheard.said')}</p>
    </section>
  )
}
