import { useState } from 'preact/hooks'
import { CLEARED_AFTER_MS } from '../../common/key-limits.ts'
import { isAtHand } from '../../common/keys-at-hand.ts'
import type { CopyKey, KeyView } from '../../common/keys.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { secondsLeft } from '../countdown.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icons.tsx'
import { KeyAddress } from '../parts/key-address.tsx'
import { KeyCut } from '../parts/key-cut.tsx'
import { KeyFacts } from '../parts/key-facts.tsx'
import { KeyLines } from '../parts/key-lines.tsx'
import { KeyPrograms } from '../parts/key-programs.tsx'
import { KeyRefusal } from '../parts/key-refusal.tsx'
import type { Refusal } from '../key-text.ts'
import { KeySecret } from '../parts/key-secret.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { route } from '../route.ts'
import { useAddresses } from '../use-addresses.ts'
import { useBriefly } from '../use-briefly.ts'
import { useRemaining } from '../use-remaining.ts'
import { useText } from '../use-text.ts'

interface Props {
  readonly item: KeyView
  /** When the clipboard is cleared, as a moment of `performance.now()`; null if nothing of a key is on it. */
  readonly clearsAt: number | null
}

/** Hands a key out: shown or copied, with what its program wants beside it. */
export function Key({ item, clearsAt }: Props) {
  const { id, name, preset, server } = item
  const text = useText()
  const [isNew] = useState(route.getState().by === 'event')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [copied, setCopied] = useBriefly<CopyKey['what']>()
  const [wanted, setWanted] = useState<string | null>(null)
  const { addresses, ask } = useAddresses(item, !isNew)
  const found = typeof addresses === 'string' || 'problem' in addresses ? [] : addresses.addresses
  const address = wanted ?? found[0]?.url ?? null

  // It may die, or be taken back, while its page is open.
  const isThere = isAtHand(item)
  const isKept = isThere && item.kept === 'keychain'

  const copy = async (what: CopyKey['what']) => {
    const refused = await bridge.keys.copy({ id, what, address })
    setRefusal(refused?.problem ?? null)
    if (refused !== null) return
    setCopied(what)
    announce(text('copying.copied'))
  }

  return (
    <div class="view page" data-testid="key-page">
      <PageBar title={name} heading={<bdi>{name}</bdi>} />
      <div class="key-intro">
        <KeyCut item={item} />
        <div>
          <p>
            {isNew && isThere && text('window.keys.made')} {isKept && text('window.keys.keeps')}
          </p>
          {!(isNew && isKept && item.ofAnother === null) && <KeyFacts id="key-facts" item={item} />}
        </div>
      </div>
      {isThere && (
        <>
          <KeySecret id={id} onRefused={setRefusal} />
          <div class="actions">
            <Button kind="primary" onPress={() => copy('key')} testId="copy-key">
              <Icon name={copied === 'key' ? 'check' : 'copy'} />
              {text(copied === 'key' ? 'copying.copied' : 'window.keys.copy')}
            </Button>
          </div>
          {clearsAt === null ? (
            <p class="fine-print centre">
              {text('window.keys.clears', { seconds: CLEARED_AFTER_MS / 1_000 })}
            </p>
          ) : (
            <Clears at={clearsAt} />
          )}
          {refusal !== null && <KeyRefusal title={text('window.keys.notHandedOut')} problem={refusal} />}
          {server !== null && (
            <KeyAddress
              server={server.name}
              addresses={addresses}
              chosen={address}
              choose={setWanted}
              ask={ask}
            />
          )}
          {preset !== null && <KeyLines preset={preset} address={address} copied={copied} copy={copy} />}
          {item.programs.length + item.files.length > 0 && (
            <div class="card key-page-programs">
              <KeyPrograms item={item} />
            </div>
          )}
        </>
      )}
    </div>
  )
}

function Clears({ at }: { readonly at: number }) {
  const text = useText()
  const seconds = secondsLeft(useRemaining(at))
  return (
    <p class="fine-print centre tabular" data-testid="clipboard-clears">
      {text('window.keys.clearsIn', { seconds })}
    </p>
  )
}
