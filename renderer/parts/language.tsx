import type { Snapshot } from '../../common/contract.ts'
import { languageNames, SYSTEM } from '../../common/languages.ts'
import { bridge } from '../bridge.ts'
import { route } from '../route.ts'
import { useText } from '../use-text.ts'
import { ChoiceRow } from './choice-row.tsx'

/** Main loads the page anew for another language, and has it show the settings again. */
const isLoadedAnew = () =>
  route.getState().by === 'start' &&
  performance.getEntriesByType('navigation').some(entry => 'type' in entry && entry.type === 'reload')

/** A row with the choice of a language, each by its own name. */
export function Language({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  const { languages } = snapshot
  return (
    <ChoiceRow
      id="language"
      title={text('window.settings.language')}
      values={[
        SYSTEM,
        ...languages.toSorted((one, other) => text.compareNames(languageNames[one], languageNames[other])),
      ]}
      nameOf={value => (value === SYSTEM ? text('window.settings.languageOfSystem') : languageNames[value])}
      languageOf={value => (value === SYSTEM ? undefined : value)}
      chosen={({ preferences: { language } }) =>
        language !== SYSTEM && languages.includes(language) ? language : SYSTEM
      }
      snapshot={snapshot}
      choose={language => bridge.preferences.change({ language })}
      takesFocus={isLoadedAnew()}
    />
  )
}
