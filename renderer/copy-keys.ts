import { isMac } from './platform.ts'

/** What a person presses to copy what is selected. */
export const copyKeys = isMac ? '⌘C' : 'Ctrl+C'
