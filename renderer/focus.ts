/** Whether it is, or is inside, something that a person presses or types in. */
export const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, select, a') !== null

/** Whether no key would reach it: it is null, the whole page, or inside a closed dialog. */
export const isLost = (target: Element | null): boolean =>
  target === null || target === document.body || target.closest('dialog:not([open])') !== null
