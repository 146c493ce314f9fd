import { createText, type Language, type Text } from '../common/text.ts'

declare global {
  /** Put there by the script before a page's own. */
  const latchkeyText: Language
}

/** The text of the page, which is in its language from then on. */
export function ownText(): Text {
  const text = createText(latchkeyText)
  document.documentElement.lang = text.language
  return text
}
