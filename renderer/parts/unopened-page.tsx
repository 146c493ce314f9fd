import { useEffect, useRef, useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { copyKeys } from '../copy-keys.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

const SHOWN_MS = 2_000

/** The address that no browser opened, above every view until it is dismissed. */
export const UnopenedPage = (props: { readonly address: string }) => <Strip key={props.address} {...props} />

function Strip({ address }: { readonly address: string }) {
  const text = useText()
  const shown = useRef<HTMLSpanElement>(null)
  const [said, setSaid] = useState<'copied' | 'byHand' | null>(null)

  useEffect(() => {
    if (said !== 'copied') return
    const timer = window.setTimeout(() => setSaid(null), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [said])

  function say(next: 'copied' | 'byHand') {
    setSaid(next)
    announce(text(`copying.${next}`, { keys: copyKeys }))
  }
  const copy = () =>
    bridge.app.copyUnopenedPage().then(
      () => say('copied'),
      () => {
        if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
        say('byHand')
      },
    )

  return (
    <section class="strip" aria-label={text('window.unopenedPage.label')} data-testid="unopened-page">
      <p>
        {text('window.unopenedPage.said')}{' '}
        <span ref={shown} class="address">
          {address}
        </span>
      </p>
      <Button kind="quiet" onPress={copy}>
        {said === null ? text('window.unopenedPage.copy') : text(`copying.${said}`, { keys: copyKeys })}
      </Button>
      <Button kind="quiet" onPress={bridge.app.dismissUnopenedPage}>
        {text('action.dismiss')}
      </Button>
    </section>
  )
}
