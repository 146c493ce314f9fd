import { app } from 'electron'
import { openDoor } from './door.ts'
import { type Wish, wishOf } from './wish.ts'

export type Summons = ReturnType<typeof hearSummons>

interface Answers {
  readonly showWindow: () => void
  /** The app is not there for commands alone. */
  readonly stay: () => void
}

/** Hears of later starts, and remembers what they want until it can be done. */
export function hearSummons(folder: string) {
  const wanted = new Set<Wish>()
  let hear = (wish: Wish): void => void wanted.add(wish)
  // A start in the same moment comes through Chromium's lock, and on Windows every start does.
  app.on('second-instance', (_event, command) => hear(wishOf(command)))
  if (process.platform !== 'win32') openDoor(folder, wish => hear(wish))
  return {
    answerWith({ showWindow, stay }: Answers) {
      hear = wish => {
        if (wish === 'window') showWindow()
        else if (wish === 'stay') stay()
      }
      for (const wish of wanted) hear(wish)
    },
  }
}
