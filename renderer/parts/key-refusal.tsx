import type { ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { sentences } from '../../common/text.ts'
import type { Snapshot } from '../../common/contract.ts'
import { announce } from '../announcer.tsx'
import { type Refusal, refusalText } from '../key-text.ts'
import { useText } from '../use-text.ts'
import { StopWaiting } from './asking-keychain.tsx'
import { Icon } from './icons.tsx'

interface Props {
  readonly title: string
  readonly problem: Refusal
  /** Whether it has been said already. */
  readonly isTold?: boolean
  readonly askingKeychain?: Snapshot['askingKeychain']
  readonly children?: ComponentChildren
}

/** What did not work, why, and what helps. */
export function KeyRefusal({ title, problem, isTold = false, askingKeychain = null, children }: Props) {
  const text = useText()
  useLayoutEffect(() => {
    if (!isTold) announce(sentences(title, refusalText(text, problem)))
  }, [problem])
  return (
    <div class="status notice key-refusal" data-testid="key-refusal" data-problem={problem}>
      <Icon name="alert" />
      <div>
        <p class="notice-title">{title}</p>
        <p>{refusalText(text, problem)}</p>
      </div>
      {problem === 'keychain-asking' && askingKeychain !== null && <StopWaiting asking={askingKeychain} />}
      {children}
    </div>
  )
}
