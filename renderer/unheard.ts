import { createStore } from 'zustand/vanilla'

/** Whether the last press came to nothing, since main saw none. */
export const unheard = createStore<boolean>(() => false)
