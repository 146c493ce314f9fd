import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { KeyView } from '../../common/keys.ts'
import { isolate } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { isAtHand } from '../../common/keys-at-hand.ts'
import { revokedText, shownState } from '../key-text.ts'
import { isBackFrom, openKey, route } from '../route.ts'
import { useText } from '../use-text.ts'
import { AskedOnce } from './asked-once.tsx'
import { Button } from './button.tsx'
import { KeyCut } from './key-cut.tsx'
import { KeyFacts } from './key-facts.tsx'
import { KeyPrograms } from './key-programs.tsx'
import { RenameKey } from './rename-key.tsx'
import { DevicesAtPlex } from './revocation.tsx'
import { ToolButton } from './tool-button.tsx'

interface Props {
  readonly item: KeyView
  /** The other keys, with the one that is being made; null at home, where a row has one line of facts and no tools. */
  readonly others: ReadonlyArray<{ readonly name: string; readonly state?: KeyView['state'] }> | null
  /** Why no key can be made now; undefined if one can. */
  readonly whyNone: string | undefined
}

type Mode = 'plain' | 'revoking' | 'renaming'

/** One key, and what can be done about it. */
export function KeyRow({ item, others, whyNone }: Props) {
  const { id, name, state } = item
  const text = useText()
  const [mode, setMode] = useState<Mode>('plain')
  /** What the focus goes back to. */
  const [left, setLeft] = useState<Mode>('plain')
  const leave = () => {
    setLeft(mode)
    setMode('plain')
  }
  // It may have died, or have been taken back, while it was asked about.
  const shown = isAtHand(item) ? mode : 'plain'
  // There is room for one short button beside the name.
  const isAtEnd = others === null && state === 'dead'
  return (
    <li
      class={shown === 'revoking' ? 'key-row revoking' : 'key-row'}
      data-testid="key"
      data-name={name}
      data-state={shownState(state)}
    >
      <KeyCut item={item} />
      {shown === 'revoking' && (
        <AskedOnce
          id={`revoke-${id}`}
          title={text('window.keys.ask.title', { name: isolate(name) })}
          effect={revokedText(text, item)}
          keep={text('window.keys.ask.keep')}
          revoke={text('window.keys.revoke')}
          onKeep={leave}
          onRevoke={() => bridge.keys.revoke(id)}
        />
      )}
      {shown === 'renaming' && others !== null && <RenameKey item={item} others={others} onDone={leave} />}
      {shown === 'plain' && (
        <>
          <div class="what">
            <Name item={item} />
            <KeyFacts id={`facts-${id}`} item={item} isBrief={others === null} />
            {!isAtEnd && <WayOut item={item} whyNone={whyNone} isBrief={others === null} />}
          </div>
          {isAtEnd && <WayOut item={item} whyNone={whyNone} isBrief />}
          {others !== null && isAtHand(item) && (
            <div class="key-tools">
              <ToolButton
                icon="pencil"
                label={text('window.keys.rename', { name })}
                onPress={() => setMode('renaming')}
                testId="rename-key"
                takesFocus={left === 'renaming'}
              />
              <Button
                kind="quiet"
                tone="muted"
                label={text('window.keys.revokeNamed', { name })}
                onPress={() => setMode('revoking')}
                testId="revoke-key"
                takesFocus={left === 'revoking'}
              >
                {text('window.keys.revoke')}
              </Button>
            </div>
          )}
          {others !== null && isAtHand(item) && <KeyPrograms item={item} isBrief />}
        </>
      )}
    </li>
  )
}

/** Where the key is at hand, the whole row opens its page. */
function Name({ item }: { readonly item: KeyView }) {
  const { id, name } = item
  const text = useText()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isBackFrom('key') && route.getState().key === id) button.current?.focus()
  }, [])
  if (!isAtHand(item)) {
    return (
      <p class="row-name">
        <bdi>{name}</bdi>
      </p>
    )
  }
  const label = text('window.keys.open', { name })
  return (
    <button
      ref={button}
      type="button"
      class="row-hit row-name"
      aria-label={label}
      title={label}
      aria-describedby={`facts-${id}`}
      data-testid="open-key"
      onClick={() => openKey(id)}
    >
      <bdi>{name}</bdi>
    </button>
  )
}

/** What comes next for a key that opens nothing, or that Latchkey cannot take back. */
function WayOut({
  item: { id, state },
  whyNone,
  isBrief,
}: Omit<Props, 'others'> & { readonly isBrief: boolean }) {
  const text = useText()
  if (state !== 'dead' && state !== 'missing') return null
  return (
    <div class="ways-out">
      {state === 'dead' ? (
        <Button
          kind="quiet"
          onPress={() => bridge.keys.replace(id)}
          testId="replace-key"
          disabled={whyNone !== undefined}
          {...(whyNone === undefined ? {} : { hint: whyNone })}
        >
          {text('window.keys.replace')}
        </Button>
      ) : (
        <DevicesAtPlex />
      )}
      {!isBrief && (
        <Button kind="quiet" tone="muted" onPress={() => bridge.keys.forget(id)} testId="forget-key">
          {text('window.keys.forget')}
        </Button>
      )}
    </div>
  )
}
