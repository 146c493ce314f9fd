import { isRemote, isScreenless } from './start-app.ts'
import type { Surroundings } from './surroundings.ts'

/** How somebody can be asked where this command runs. */
export const seenFrom = ({ stderr, given }: Surroundings, waits: boolean) => ({
  terminal: stderr.isTTY,
  remote: isRemote(given) || isScreenless(given, process.platform),
  waits,
})
