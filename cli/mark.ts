import { styleText } from 'node:util'
import type { Output } from './surroundings.ts'

const formats = { good: 'green', warning: 'yellow', bad: 'red', faint: 'dim', title: 'bold' } as const

export type Look = keyof typeof formats | 'plain'

/** Colours a text, where the person wants colours. */
export const mark = ({ coloured }: Output, look: Look, words: string): string =>
  coloured && look !== 'plain' ? styleText(formats[look], words, { validateStream: false }) : words
