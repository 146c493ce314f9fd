import type { KeyId } from '../../common/ids.ts'
import type { View } from '../key-route.ts'
import type { Received } from '../store.ts'
import { Doctor } from './doctor.tsx'
import { Key } from './key.tsx'
import { Keys } from './keys.tsx'
import { NewKey } from './new-key.tsx'
import { Servers } from './servers.tsx'
import { Settings } from './settings.tsx'

interface Props extends Pick<Received, 'snapshot' | 'at'> {
  readonly view: Exclude<View, 'sign-in'>
  /** The key that it is about. */
  readonly of: KeyId | null
}

/** Every page of the window but its home. */
export function Page({ view, of, snapshot, at }: Props) {
  switch (view) {
    case 'settings':
      return <Settings snapshot={snapshot} />
    case 'doctor':
      return <Doctor />
    case 'servers':
      return snapshot.session?.kind === 'signed-in' ? <Servers view={snapshot.session} /> : null
    case 'new-key':
      return <NewKey snapshot={snapshot} at={at} />
    case 'key':
    case 'keys': {
      const { list, clipboardClearsInMs } = snapshot.keys
      const item = view === 'key' ? list.find(({ id }) => id === of) : undefined
      // A key that has just gone leaves its page, too.
      return item === undefined ? (
        <Keys snapshot={snapshot} />
      ) : (
        <Key
          key={item.id}
          item={item}
          clearsAt={clipboardClearsInMs === null ? null : at + clipboardClearsInMs}
        />
      )
    }
  }
}
