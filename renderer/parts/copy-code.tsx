import { useEffect, useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

const SHOWN_MS = 2_000

/** Copies the code through main, and says so for two seconds. */
export function CopyCode() {
  const [copies, setCopies] = useState(0)
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (copies === 0) return
    const timer = window.setTimeout(() => {
      setCopied(false)
      announce('')
    }, SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [copies])

  const copy = async () => {
    await bridge.copyCode()
    setCopied(true)
    setCopies(count => count + 1)
    announce(text('window.approval.copied'))
  }

  return (
    <Button kind="quiet" onPress={copy}>
      <Icon name={copied ? 'check' : 'copy'} />
      {text(copied ? 'window.approval.copied' : 'window.approval.copy')}
    </Button>
  )
}
