/** What a person presses to copy what is selected. */
export const copyKeys = navigator.platform.startsWith('Mac') ? '⌘C' : 'Ctrl+C'
