import type { CopyKey } from '../../common/keys.ts'
import { PLACE_OF_ADDRESS, PLACE_OF_KEY, presets, type PresetName } from '../../common/presets.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

interface Props {
  readonly preset: PresetName
  readonly address: string | null
  /** What has just been copied. */
  readonly copied: CopyKey['what'] | null
  readonly copy: (what: CopyKey['what']) => Promise<void>
}

/** What the program wants, with the key left out on screen. */
export function KeyLines({ preset, address, copied, copy }: Props) {
  const text = useText()
  const { title: program, file, lines } = presets[preset]
  const shown = lines(address ?? PLACE_OF_ADDRESS, PLACE_OF_KEY)
  const button = (what: 'lines' | 'lines-without-key', label: string) => (
    <Button kind="secondary" onPress={() => copy(what)} testId={`copy-${what}`}>
      <Icon name={copied === what ? 'check' : 'copy'} />
      {copied === what ? text('copying.copied') : label}
    </Button>
  )
  return (
    <section class="key-section" aria-labelledby="key-lines">
      <h2 id="key-lines">
        {file === null
          ? text('window.keys.environment', { program })
          : text('window.keys.file', { program, file })}
      </h2>
      <pre class="snippet" dir="ltr" data-testid="key-lines">
        {shown.join('\n')}
      </pre>
      <div class="actions">
        {button('lines', text('window.keys.copyLines'))}
        {button('lines-without-key', text('window.keys.copyWithoutKey'))}
      </div>
    </section>
  )
}
