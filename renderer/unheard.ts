import { createStore } from 'zustand/vanilla'

/** Whether the last press had no effect because main did not see it. */
export const unheard = createStore<boolean>(() => false)
