import type { Snapshot } from '../../common/contract.ts'
import type { DatedOf } from '../dated.ts'
import { Confirmation } from '../parts/confirmation.tsx'
import { HomeFoot } from '../parts/home-foot.tsx'
import { HomeKeys } from '../parts/home-keys.tsx'
import { HomeServers } from '../parts/home-servers.tsx'
import { Identity } from '../parts/identity.tsx'
import { Kept } from '../parts/kept.tsx'
import { ProxyLogin } from '../parts/proxy-login.tsx'
import { Update } from '../parts/update.tsx'

interface Props {
  readonly view: DatedOf<'signed-in'>
  readonly snapshot: Snapshot
}

/** The home: whose account it is, whether Plex knows it still, its servers, and the keys of programs. */
export function SignedIn({ view, snapshot }: Props) {
  const { askingProxy, keys } = snapshot
  return (
    <div class="view home">
      <div class="account">
        <Identity view={view} keys={keys.list} />
        <Confirmation view={view} />
      </div>
      <div class="sections">
        <Kept view={view} askingKeychain={snapshot.askingKeychain} />
        <Update update={snapshot.update} />
        {askingProxy !== null && <ProxyLogin proxy={askingProxy} kind="secondary" />}
        <HomeServers view={view} />
        <HomeKeys snapshot={snapshot} />
      </div>
      <HomeFoot view={view} keys={keys.list} />
    </div>
  )
}
