import { createText, type Language, type Messages, type Text, type TextPart } from '../common/text.ts'

declare global {
  /** Each of the scripts before a page's own puts a part there. */
  const latchkeyText: Readonly<Partial<Record<TextPart, Language>>>
}

/** The text of the page. It is loaded anew for another language. */
export function ownText(): Text {
  const parts = Object.values(latchkeyText)
  const messages = Object.assign({}, ...parts.map(part => part.messages)) as Messages
  return createText({ language: document.documentElement.lang, messages })
}
