import { keyDeviceName } from '../../common/device-names.ts'
import type { KeyBeingMade as Making } from '../../common/keys.ts'
import type { Account } from '../../common/sign-in-view.ts'
import { isolate } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { datedAttempt } from '../dated.ts'
import { problemTitle } from '../key-text.ts'
import { AttemptStatus } from '../parts/attempt-status.tsx'
import { Button } from '../parts/button.tsx'
import { Code } from '../parts/code.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { useText } from '../use-text.ts'

interface Props {
  readonly making: Making
  /** When that was known, as a moment of `performance.now()`. */
  readonly at: number
  readonly deviceName: string
  readonly copiesByHand: number
  /** Whether the person saw it begin, so that it is announced as it goes on. */
  readonly isBegun: boolean
  /** Who has to approve it. */
  readonly account: Account | null
}

/** Latchkey approves a key by itself; where Plex does not let it, the person does, as with a sign-in. */
export function KeyBeingMade({ making, at, deviceName, copiesByHand, isBegun, account }: Props) {
  const text = useText()
  const { id, name, byHand } = making
  const attempt = making.attempt === null ? null : datedAttempt(making.attempt, at)
  const awaiting = attempt?.kind === 'awaiting-approval' && byHand !== null ? attempt : null
  const title =
    byHand === null || attempt === null
      ? text('window.keys.making.title', { name: isolate(name) })
      : text('window.keys.making.approve', { name: isolate(name) })
  return (
    <div class="view page" data-testid="key-being-made-page">
      <PageBar title={title} isTold={isBegun} />
      {byHand !== null && attempt !== null ? (
        <>
          <Code
            view={awaiting}
            copiesByHand={copiesByHand}
            copy={bridge.keys.copyCode}
            {...(account === null
              ? {}
              : { enter: text('window.keys.making.enterAs', { name: isolate(account.name) }) })}
          />
          <p class="fine-print reason" data-testid="by-hand">
            {byHand === 'not-allowed'
              ? text('window.keys.making.notAllowed')
              : text('window.keys.making.byHand', { problem: problemTitle(text, byHand) })}
          </p>
          <AttemptStatus
            view={attempt}
            deviceNote={text('window.approval.deviceNote', {
              deviceName: isolate(keyDeviceName(name, deviceName)),
            })}
          />
        </>
      ) : (
        <>
          <div class="centred">
            <span class="spinner" />
            {attempt === null && <p class="lead">{text('window.keys.making.keeping')}</p>}
          </div>
          {attempt !== null && attempt.trouble !== null && <AttemptStatus view={attempt} deviceNote={null} />}
        </>
      )}
      <div class="actions">
        <Button kind="secondary" onPress={() => bridge.keys.cancel(id)} testId="cancel-key">
          {text('action.cancel')}
        </Button>
        {byHand !== null && attempt !== null && (
          <Button kind="primary" onPress={bridge.keys.openLinkPage} disabled={awaiting === null}>
            {text('action.openLinkPage')}
            <Icon name="outside" />
          </Button>
        )}
      </div>
    </div>
  )
}
