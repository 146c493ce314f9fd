import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Text } from '../common/text.ts'

const TextContext = createContext<Text | null>(null)

/** Gives the text to everything inside it. */
export const TextProvider = TextContext.Provider

/** The window's text, in its language. */
export function useText(): Text {
  const text = useContext(TextContext)
  if (text === null) throw new Error('Nothing has given the window its text')
  return text
}
