import { useEffect, useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { copyKeys } from '../copy-keys.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

interface Props {
  readonly code: string | null
  /** How often main could not copy it: then it is selected, and the person copies it. */
  readonly byHand: number
}

const SHOWN_MS = 2_000

/** Copies the code through main, or asks the person to, and says so for two seconds. */
export function CopyCode({ code, byHand }: Props) {
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

  useEffect(() => {
    if (!asks) return
    announce(text('copying.byHand', { keys: copyKeys }))
    document.addEventListener('copy', sayCopied)
    return () => document.removeEventListener('copy', sayCopied)
  }, [asks, byHand, code])

  // Main asks for the person's hand by the next snapshot.
  const copy = () => (code === null ? undefined : bridge.copyCode().then(sayCopied, () => undefined))

  return (
    <Button kind="quiet" onPress={copy} disabled={code === null}>
      <Icon name={fresh && done ? 'check' : 'copy'} />
      {label(fresh && done, asks)}
    </Button>
  )
}

function label(copied: boolean, asks: boolean): string {
  if (copied) return text('copying.copied')
  return asks ? text('copying.byHand', { keys: copyKeys }) : text('window.approval.copy')
}
