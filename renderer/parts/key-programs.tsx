import { useMemo, useState } from 'preact/hooks'
import type { AllowedProgram, KeyView } from '../../common/keys.ts'
import { isolate } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { fileName } from '../file-name.ts'
import { openKey } from '../route.ts'
import { useAge } from '../use-age.ts'
import { useText } from '../use-text.ts'
import { visible } from '../visible.ts'
import { AskedOnce } from './asked-once.tsx'
import { Breakable } from './breakable.tsx'
import { Button } from './button.tsx'

interface Props {
  readonly item: KeyView
  /** In a list of keys there is room for the first few. */
  readonly isBrief?: boolean
}

const SHOWN = 3

/** The programs that have a key without asking, and the files that it was written to. */
export function KeyPrograms({ item, isBrief = false }: Props) {
  const { id, programs, files } = item
  const text = useText()
  const most = isBrief ? SHOWN : Infinity
  if (programs.length + files.length === 0) return null
  return (
    <div class="key-programs">
      {programs.length > 0 && (
        <>
          <p class="row-name" id={`programs-${id}`}>
            {text('window.keys.allowed.title')}
          </p>
          <ul aria-labelledby={`programs-${id}`}>
            {programs.slice(0, most).map((program, index) => (
              <Program key={program.path} of={id} index={index} program={program} />
            ))}
          </ul>
          {programs.length > most && (
            <Button kind="quiet" onPress={() => openKey(id)} testId="all-programs">
              {text('window.keys.allowed.all', { count: programs.length })}
            </Button>
          )}
        </>
      )}
      {files.length > 0 && (
        <>
          <p class="row-name" id={`files-${id}`}>
            {text('window.keys.files')}
          </p>
          <ul aria-labelledby={`files-${id}`}>
            {files.map(path => (
              <li key={path} class="path" data-testid="key-file">
                <Breakable text={path} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

interface ProgramProps {
  readonly of: KeyView['id']
  readonly index: number
  readonly program: AllowedProgram
}

function Program({ of: id, index, program: { path, allowedAt, usedAt } }: ProgramProps) {
  const text = useText()
  const [state, setState] = useState<'plain' | 'asked' | 'kept'>('plain')
  const program = isolate(visible(fileName(path)))
  const age = useAge(useMemo(() => momentOf(usedAt ?? allowedAt), [usedAt, allowedAt])) ?? ''
  if (state === 'asked') {
    return (
      <li class="revoking" data-testid="key-program" data-path={path}>
        <AskedOnce
          id={`disallow-${id}-${index}`}
          title={text('window.keys.allowed.ask', { program })}
          effect={text('window.keys.allowed.effect')}
          keep={text('window.keys.allowed.keep')}
          revoke={text('window.keys.allowed.stop')}
          onKeep={() => setState('kept')}
          onRevoke={() => bridge.keys.disallow({ id, path })}
        />
      </li>
    )
  }
  return (
    <li data-testid="key-program" data-path={path}>
      <p class="path">
        <Breakable text={path} />
      </p>
      <div class="key-facts">
        <p class="parts">
          <span>{text('window.keys.allowed.since', { date: text.longDate(new Date(allowedAt)) })}</span>
          <span>
            {usedAt === null ? text('window.keys.allowed.unused') : text('window.keys.allowed.used', { age })}
          </span>
        </p>
      </div>
      <Button
        kind="quiet"
        label={text('window.keys.allowed.stopNamed', { program: visible(fileName(path)) })}
        onPress={() => setState('asked')}
        testId="stop-allowing"
        takesFocus={state === 'kept'}
      >
        {text('window.keys.allowed.stop')}
      </Button>
    </li>
  )
}

/** The calendar tells when; from then on the window's own clock goes on. */
const momentOf = (at: number): number => performance.now() - (Date.now() - at)
