import messages from './locales/en.json'
import { createText, type Messages } from './text.ts'

/** The text that the app starts with where nothing else is wanted. */
export const english = createText({ language: 'en', messages: messages as unknown as Messages })
