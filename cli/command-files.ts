import messages from '../common/locales/en.json'
import { createText, type Messages } from '../common/text.ts'
import { completionFor } from './completions.ts'
import { manPage } from './man-page.ts'

const english = createText({ language: 'en', messages: messages as unknown as Messages })

/** What packages put into the system for the command, by its name there. It is in English for everybody. */
export const commandFiles = (version: string) => ({
  man: manPage(english, version),
  bash: completionFor('bash', english),
  zsh: completionFor('zsh', english),
  fish: completionFor('fish', english),
})
