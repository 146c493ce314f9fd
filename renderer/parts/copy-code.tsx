import { useEffect, useState } from 'preact/hooks'
import { announce, withdraw } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

const SHOWN_MS = 2_000

/** Copies the code through main, and says so for two seconds. */
export function CopyCode({ code }: { readonly code: string | null }) {
  const [copied, setCopied] = useState<{ readonly code: string } | null>(null)
  const fresh = copied !== null && copied.code === code

  useEffect(() => {
    if (copied === null) return
    const timer = window.setTimeout(() => {
      setCopied(null)
      withdraw(text('window.approval.copied'))
    }, SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    if (code === null) return
    await bridge.copyCode()
    setCopied({ code })
    announce(text('window.approval.copied'))
  }

  return (
    <Button kind="quiet" onPress={copy} disabled={code === null}>
      <Icon name={fresh ? 'check' : 'copy'} />
      {text(fresh ? 'window.approval.copied' : 'window.approval.copy')}
    </Button>
  )
}
