import { type KeysWindow, keysIn } from './keys.ts'
import { test as base } from './test.ts'

export { expect } from './test.ts'

/** A test that begins at the list of keys of somebody who has signed in. */
export const test = base.extend<{ keys: KeysWindow }>({
  keys: async ({ person, tray, window }, use) => {
    await person.signIn()
    const keys = keysIn(window, tray)
    await keys.open()
    await use(keys)
  },
})
