import { useState } from 'preact/hooks'
import type { Snapshot } from '../../common/contract.ts'
import { bridge } from '../bridge.ts'
import type { KeyView } from '../../common/keys.ts'
import { isolate, sentences } from '../../common/text.ts'
import { hasShared } from '../key-text.ts'
import { takeable } from '../../common/keys-at-hand.ts'
import { AskedOnce } from '../parts/asked-once.tsx'
import { Button } from '../parts/button.tsx'
import { BlankKey } from '../parts/key-cut.tsx'
import { KeyMakingRow } from '../parts/key-making-row.tsx'
import { KeyRefusal } from '../parts/key-refusal.tsx'
import { KeyRow } from '../parts/key-row.tsx'
import { NewKeyButton } from '../parts/new-key-button.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { openNewKey } from '../route.ts'
import { useText } from '../use-text.ts'
import { whyNoKey } from '../why-no-key.ts'

/** The keys of programs. They are tokens of their own, so they are here when nobody is signed in too. */
export function Keys({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  const { list, making, failed } = snapshot.keys
  // While one is made, its page can be opened.
  const reason = making === null ? whyNoKey(text, snapshot) : undefined
  const isEmpty = list.length === 0 && making === null
  const create = <NewKeyButton snapshot={snapshot} kind={isEmpty ? 'primary' : 'secondary'} />
  return (
    <div class="view page" data-testid="keys">
      <PageBar
        title={text('keys.title')}
        heading={
          <>
            {text('keys.title')} {list.length > 0 && <span class="count">{list.length}</span>}
          </>
        }
      >
        {!isEmpty && create}
      </PageBar>
      {reason !== undefined && <p class="fine-print reason">{reason}</p>}
      {failed !== null && (
        <KeyRefusal
          title={text('window.keys.failed', { name: isolate(failed.name) })}
          problem={failed.problem}
          isTold
          askingKeychain={snapshot.askingKeychain}
        >
          <Button kind="quiet" onPress={openNewKey}>
            {text('window.keys.seeAgain')}
          </Button>
        </KeyRefusal>
      )}
      {isEmpty ? (
        <div class="card no-keys">
          <BlankKey />
          <h2>{text('window.keys.none')}</h2>
          <p>{text('window.keys.noneHint')}</p>
          {create}
        </div>
      ) : (
        <>
          <ul class="card rows">
            {making !== null && <KeyMakingRow making={making} />}
            {list.map(item => (
              <KeyRow
                key={item.id}
                item={item}
                others={[...list.filter(({ id }) => id !== item.id), ...(making === null ? [] : [making])]}
                whyNone={making === null ? whyNoKey(text, snapshot, item.id) : text('window.keys.oneAtATime')}
              />
            ))}
          </ul>
          <p class="fine-print after">{text('window.keys.note')}</p>
          {takeable(list) > 1 && <RevokeAll list={list} />}
        </>
      )}
    </div>
  )
}

function RevokeAll({ list }: { readonly list: readonly KeyView[] }) {
  const text = useText()
  const count = takeable(list)
  const [state, setState] = useState<'plain' | 'asked' | 'kept'>('plain')
  if (state === 'asked') {
    return (
      <div class="card revoking revoke-all">
        <AskedOnce
          id="revoke-all"
          title={text('window.keys.ask.all', { count })}
          effect={sentences(
            text('window.keys.ask.allEffect'),
            hasShared(list) ? text('window.keys.ask.sharedLive') : '',
          )}
          keep={text('window.keys.ask.keepAll')}
          revoke={text('window.keys.ask.revokeAll')}
          onKeep={() => setState('kept')}
          onRevoke={async () => {
            await bridge.keys.revokeAll()
            setState('plain')
          }}
        />
      </div>
    )
  }
  return (
    <div class="revoke-all">
      <Button
        kind="quiet"
        tone="danger"
        onPress={() => setState('asked')}
        testId="revoke-all"
        takesFocus={state === 'kept'}
      >
        {text('window.keys.revokeAll')}
      </Button>
    </div>
  )
}
