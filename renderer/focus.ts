/** Whether it is, or is in, something that a person presses or types in. */
export const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, a') !== null

/** Whether no key would reach it: it is nothing, the page as a whole, or in a dialog that is closed. */
export const isLost = (target: Element | null): boolean =>
  target === null || target === document.body || target.closest('dialog:not([open])') !== null
