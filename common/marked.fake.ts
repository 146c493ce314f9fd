import { createText, type Messages } from './text.ts'

/** Says in place of each text that it comes from the catalogue. */
export const marked = createText({
  language: 'en',
  messages: new Proxy({} as Messages, { get: () => () => '⟦⟧' }),
})
