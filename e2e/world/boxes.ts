import type { RunningApp } from './app.ts'

export interface Box {
  readonly message: string
  readonly detail: string
}

export interface Boxes {
  /** All so far, oldest first. */
  shown(): Promise<readonly Box[]>
  /** Clicks a button of the last one, by its position. */
  answer(button: number): Promise<void>
}

type Caught = { caught?: (Box & { readonly answer: (button: number) => void })[] }

/** Replaces the app's message boxes from now on: a real one waits for a click, and cannot be read from outside. */
export async function catchBoxes(app: RunningApp): Promise<Boxes> {
  await app.electron.evaluate(({ dialog }) => {
    const caught: NonNullable<Caught['caught']> = []
    ;(globalThis as Caught).caught = caught
    dialog.showMessageBox = (async ({ message, detail }: Box) =>
      new Promise(resolve => {
        caught.push({ message, detail, answer: response => resolve({ response, checkboxChecked: false }) })
      })) as unknown as typeof dialog.showMessageBox
  })
  return {
    shown: () =>
      app.electron.evaluate(() =>
        (globalThis as Caught).caught!.map(({ message, detail }) => ({ message, detail })),
      ),
    answer: button =>
      app.electron
        .evaluate((_electron, chosen) => {
          const box = (globalThis as Caught).caught!.at(-1)!
          setImmediate(() => box.answer(chosen))
        }, button)
        // The answer may end the app.
        .catch(() => undefined),
  }
}
