import { useState } from 'preact/hooks'
import type { LogShown } from '../../common/log-shown.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Breakable } from './breakable.tsx'
import { ToolButton } from './tool-button.tsx'

/** The ways to the log, and where it is when none of them works. */
export function LogRow() {
  const text = useText()
  const [place, setPlace] = useState<string | null>(null)
  const unshown = text('window.settings.log.unshown')
  const press = (show: () => Promise<LogShown>) => async () => {
    const { isShown, path } = await show()
    setPlace(isShown ? null : path)
    if (!isShown) announce(unshown)
  }
  return (
    <li class="row">
      <div>
        <p>{text('window.settings.log.title')}</p>
        <p class="fine-print">
          {place === null ? (
            text('window.settings.log.hint')
          ) : (
            <>
              {unshown} <Breakable text={place} />
            </>
          )}
        </p>
      </div>
      <span class="row-tools">
        <ToolButton
          icon="folder"
          label={text('window.settings.log.show')}
          onPress={press(bridge.doctor.showLog)}
          testId="show-log"
        />
        <ToolButton
          icon="outside"
          label={text('window.settings.log.open')}
          onPress={press(bridge.doctor.openLog)}
          testId="open-log"
        />
      </span>
    </li>
  )
}
