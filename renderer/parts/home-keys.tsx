import type { Snapshot } from '../../common/contract.ts'
import { keysAtHome } from '../keys-at-home.ts'
import { openKeys } from '../route.ts'
import { useText } from '../use-text.ts'
import { whyNoKey } from '../why-no-key.ts'
import { KeyFailedRow, KeyMakingRow } from './key-making-row.tsx'
import { KeyRow } from './key-row.tsx'
import { MoreRow } from './more-row.tsx'
import { NewKeyButton } from './new-key-button.tsx'
import { Section } from './section.tsx'

/** The keys of programs at home: those that need the person and those that were used last, and the way to all. */
export function HomeKeys({ snapshot }: { readonly snapshot: Pick<Snapshot, 'keys' | 'session'> }) {
  const text = useText()
  const { list, making, failed } = snapshot.keys
  const pending = Number(making !== null) + Number(failed !== null)
  const shown = keysAtHome(list, pending)
  return (
    <Section
      id="keys-title"
      title={text('keys.title')}
      count={list.length === 0 ? null : list.length}
      tool={<NewKeyButton snapshot={snapshot} kind="quiet" />}
    >
      {list.length + pending === 0 ? (
        <p class="empty">{text('window.keys.noneHint')}</p>
      ) : (
        <ul class="card rows">
          {failed !== null && <KeyFailedRow failed={failed} />}
          {making !== null && <KeyMakingRow making={making} />}
          {shown.map(item => (
            <KeyRow
              key={item.id}
              item={item}
              others={null}
              whyNone={making === null ? whyNoKey(text, snapshot, item.id) : text('window.keys.oneAtATime')}
            />
          ))}
          {list.length > 0 && (
            <MoreRow label={text('window.keys.all', { count: list.length })} to="keys" open={openKeys} />
          )}
        </ul>
      )}
    </Section>
  )
}
