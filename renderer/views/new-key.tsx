import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { presetNames, presets, type PresetName } from '../../common/presets.ts'
import { isSameName } from '../../common/key-names.ts'
import type { Server } from '../../common/sign-in-view.ts'
import { isolate, type Text } from '../../common/text.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { LONGEST_NAME, nameTrouble } from '../key-name.ts'
import { Button } from '../parts/button.tsx'
import { CanDo } from '../parts/can-do.tsx'
import { Choice } from '../parts/choice.tsx'
import { KeyNameField } from '../parts/key-name-field.tsx'
import { KeyRefusal } from '../parts/key-refusal.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { goBack } from '../route.ts'
import type { Received } from '../store.ts'
import { useText } from '../use-text.ts'
import { whyNoKey } from '../why-no-key.ts'
import { KeyBeingMade } from './key-being-made.tsx'

/** What a person chooses for a key; then how its making goes, with the choices kept should it fail. */
export function NewKey({ snapshot, at }: Pick<Received, 'snapshot' | 'at'>) {
  const { keys, deviceName, copiesByHand, session } = snapshot
  const { making, failed, list } = keys
  const text = useText()
  const [name, setName] = useState(failed?.name ?? '')
  const [preset, setPreset] = useState<PresetName | ''>(failed?.preset ?? '')
  const [server, setServer] = useState(failed?.server ?? '')
  /** How often the person wanted to create it; nothing is said of an empty field before. */
  const [tries, setTries] = useState(0)
  const sent = useRef(false)
  const [isLate] = useState(making !== null)
  // Each snapshot brings the same failure as another object.
  const failure = failed === null ? null : JSON.stringify(failed)
  const told = useRef(failure)
  useLayoutEffect(() => {
    if (failed !== null && failure !== told.current) {
      setName(failed.name)
      setPreset(failed.preset ?? '')
      setServer(failed.server ?? '')
    }
    told.current = failure
  }, [failure])

  if (making !== null) {
    return (
      <KeyBeingMade
        key={making.id}
        making={making}
        at={at}
        deviceName={deviceName}
        copiesByHand={copiesByHand}
        isBegun={!isLate}
        account={session?.kind === 'signed-in' ? session.account : null}
      />
    )
  }

  const servers = session?.kind === 'signed-in' ? (session.servers.list ?? []) : []
  const meant = servers.find(({ id }) => id === server)
  const trouble = nameTrouble(name, list)
  const said = trouble === 'empty' && tries === 0 ? null : trouble
  const reason = whyNoKey(text, snapshot)
  const create = async () => {
    if (sent.current || reason !== undefined) return
    setTries(tries + 1)
    if (trouble !== null) return announce(text(`window.keys.nameTrouble.${trouble}`, { most: LONGEST_NAME }))
    sent.current = true
    await bridge.keys
      .create({ name: name.trim(), preset: preset === '' ? null : preset, server: meant?.id ?? null })
      .finally(() => {
        sent.current = false
      })
  }
  const dead =
    failed === null ? undefined : list.find(key => key.state === 'dead' && isSameName(key.name, failed.name))
  return (
    <div class="view page" data-testid="new-key-page">
      <PageBar title={text('window.keys.new')} />
      {failed !== null && (
        <KeyRefusal
          title={text('window.keys.failed', { name: isolate(failed.name) })}
          problem={failed.problem}
          isTold
          askingKeychain={snapshot.askingKeychain}
        >
          {dead !== undefined && (
            <Button kind="quiet" onPress={() => bridge.keys.replace(dead.id)}>
              {text('action.tryAgain')}
            </Button>
          )}
        </KeyRefusal>
      )}
      <KeyNameField
        name={name}
        deviceName={deviceName}
        trouble={said}
        calls={trouble === null ? 0 : tries}
        onInput={setName}
        onEnter={() => void create()}
      />
      <Choice
        id="key-program"
        label={text('window.keys.program.label')}
        value={preset}
        options={[
          { value: '', text: text('window.keys.program.other') },
          ...presetNames.map(each => ({ value: each, text: presets[each].title })),
        ]}
        {...(preset === '' ? {} : { hint: text('window.keys.program.hint') })}
        onChange={value => setPreset(presetNames.find(each => each === value) ?? '')}
      />
      {servers.length > 0 && (
        <Choice
          id="key-server"
          label={text('window.keys.server.label')}
          value={server}
          options={[
            { value: '', text: text('window.keys.server.account') },
            ...servers.map(each => ({ value: each.id, text: each.name })),
          ]}
          {...(meant === undefined ? {} : { hint: serverHint(text, meant) })}
          onChange={setServer}
        />
      )}
      {meant?.owned !== false && <CanDo />}
      {reason !== undefined && <p class="fine-print reason">{reason}</p>}
      <div class="actions">
        <Button kind="secondary" onPress={goBack}>
          {text('action.cancel')}
        </Button>
        <Button
          kind="primary"
          onPress={create}
          disabled={reason !== undefined}
          testId="create-key"
          {...(reason === undefined ? {} : { hint: reason })}
        >
          {text('window.keys.create')}
        </Button>
      </div>
    </div>
  )
}

const serverHint = (text: Text, { owned, name }: Server): string =>
  owned ? text('window.keys.server.hint') : text('window.keys.ofServer', { server: isolate(name) })
