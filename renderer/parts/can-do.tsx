import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

/** What every key can do: Plex has no smaller ones. */
export function CanDo() {
  const text = useText()
  return (
    <section class="card can-do" aria-labelledby="can-do">
      <h2 id="can-do">
        <Icon name="alert" />
        {text('window.keys.can.title')}
      </h2>
      <ul>
        {(['own', 'shared', 'devices'] as const).map(each => (
          <li key={each}>{text(`window.keys.can.${each}`)}</li>
        ))}
      </ul>
      <p class="fine-print">{text('window.keys.can.about')}</p>
    </section>
  )
}
