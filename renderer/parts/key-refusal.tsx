import type { ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Problem } from '../../common/problems.ts'
import { sentences, type Text } from '../../common/text.ts'
import { announce } from '../announcer.tsx'
import { keyHint, problemTitle } from '../key-text.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

export type Refusal = Problem | 'not-copied'

interface Props {
  readonly title: string
  readonly problem: Refusal
  /** Whether it has been said already. */
  readonly isTold?: boolean
  readonly children?: ComponentChildren
}

const why = (text: Text, problem: Refusal): string =>
  problem === 'not-copied'
    ? text('window.keys.notCopied')
    : sentences(problemTitle(text, problem), keyHint(text, problem))

/** What did not work, why, and what helps. */
export function KeyRefusal({ title, problem, isTold = false, children }: Props) {
  const text = useText()
  useLayoutEffect(() => {
    if (!isTold) announce(sentences(title, why(text, problem)))
  }, [problem])
  return (
    <div class="status notice key-refusal" data-testid="key-refusal" data-problem={problem}>
      <Icon name="alert" />
      <div>
        <p class="notice-title">{title}</p>
        <p>{why(text, problem)}</p>
      </div>
      {children}
    </div>
  )
}
