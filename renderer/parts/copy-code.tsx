import { useEffect, useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { copyKeys } from '../copy-keys.ts'
import type { Text } from '../../common/text.ts'
import { useDocumentEvent } from '../use-document-event.ts'
import { useText } from '../use-text.ts'
import { ToolButton } from './tool-button.tsx'

interface Props {
  readonly code: string | null
  /** How often main could not copy it: then it is selected for the person to copy. */
  readonly byHand: number
  /** Has main copy it. */
  readonly copy: () => Promise<void>
}

const SHOWN_MS = 2_000

/** Copies the code through main, or asks the person to, and says so for two seconds. */
export function CopyCode({ code, byHand, copy }: Props) {
  const text = useText()
  const [copied, setCopied] = useState<{ readonly code: string; readonly byHand: number } | null>(null)
  const [fresh, setFresh] = useState(false)
  const done = copied !== null && copied.code === code && copied.byHand >= byHand
  const asks = byHand > 0 && !done

  useEffect(() => {
    if (!fresh) return
    const timer = window.setTimeout(() => setFresh(false), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [fresh, copied])

  const sayCopied = () => {
    if (code === null) return
    setCopied({ code, byHand })
    setFresh(true)
    announce(text('copying.copied'))
  }

  useDocumentEvent('copy', sayCopied, asks)
  useEffect(() => {
    if (asks) announce(text('copying.byHand', { keys: copyKeys }))
  }, [asks, byHand, code])

  // If this fails, the next snapshot asks the person to copy it.
  const press = () => (code === null ? undefined : copy().then(sayCopied, () => undefined))

  const said = whatIsSaid(text, fresh && done, asks)
  return (
    <>
      <p class="copy-said">{said}</p>
      <ToolButton
        icon={fresh && done ? 'check' : 'copy'}
        label={said === '' ? text('window.approval.copy') : said}
        onPress={press}
        disabled={code === null}
      />
    </>
  )
}

function whatIsSaid(text: Text, copied: boolean, asks: boolean): string {
  if (copied) return text('copying.copied')
  return asks ? text('copying.byHand', { keys: copyKeys }) : ''
}
