import { useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

type Stage = 'hint' | 'looking' | 'copied' | 'failed'

/** Copies what can be given to others who help. */
export function DiagnosticsRow() {
  const text = useText()
  const [stage, setStage] = useState<Stage>('hint')
  async function press() {
    if (stage === 'looking') return
    setStage('looking')
    const became = await bridge.doctor.copy().catch(() => 'failed' as const)
    setStage(became)
    announce(text(`window.settings.diagnostics.${became}`))
  }
  return (
    <li class="row hit">
      <div>
        <button
          type="button"
          class="row-hit"
          aria-describedby="diagnostics-said"
          aria-disabled={stage === 'looking'}
          data-testid="copy-diagnostics"
          onClick={() => void press()}
        >
          {text('window.settings.diagnostics.title')}
        </button>
        <p id="diagnostics-said" class="fine-print">
          {text(`window.settings.diagnostics.${stage}`)}
        </p>
      </div>
      <Icon name={stage === 'copied' ? 'check' : 'copy'} />
    </li>
  )
}
