import { createText, type Language, type Messages } from '../common/text.ts'
import { completionFor } from './completions.ts'
import { manPage } from './man-page.ts'

/**
 * What packages put into the system for the command, by its name there. Completions are in English for everybody; there
 * is a man page in each language, in the same order.
 */
export function commandFiles(version: string, english: Messages, languages: readonly Language[]) {
  const text = createText({ language: 'en', messages: english })
  return {
    man: languages.map(language => manPage(createText(language), version)),
    bash: completionFor('bash', text),
    zsh: completionFor('zsh', text),
    fish: completionFor('fish', text),
  }
}
