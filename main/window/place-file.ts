import { join } from 'node:path'
import * as v from 'valibot'
import { type KeptFileOptions, openKeptFile } from '../files/kept-file.ts'
import { NOWHERE, parsePlace, Place } from './place.ts'

interface Options extends Omit<KeptFileOptions<Place>, 'path' | 'parse'> {
  readonly folder: string
}

export type PlaceFile = Awaited<ReturnType<typeof openPlaceFile>>

/** How the person left the main window, in `window.json`. Nobody is told of a file that is of no use: the log is. */
export async function openPlaceFile({ folder, ...options }: Options) {
  const file = await openKeptFile({ ...options, path: join(folder, 'window.json'), parse: parsePlace })
  let current = file.content ?? NOWHERE

  return {
    get: () => current,
    change(change: Partial<Place>) {
      const next = { ...current, ...change }
      // A desktop may report anything.
      if (!v.is(Place, next) || JSON.stringify(next) === JSON.stringify(current)) return
      current = next
      file.write(next)
    },
    forget() {
      current = NOWHERE
      file.remove()
    },
  }
}
