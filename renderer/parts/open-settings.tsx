import { isBackFrom, openSettings } from '../route.ts'
import { useText } from '../use-text.ts'
import { ToolButton } from './tool-button.tsx'

/** The way to the settings. Coming back puts the focus on it again. */
export function OpenSettings() {
  const text = useText()
  return (
    <ToolButton
      icon="gear"
      label={text('window.settings.title')}
      onPress={openSettings}
      testId="open-settings"
      takesFocus={isBackFrom('settings')}
    />
  )
}
