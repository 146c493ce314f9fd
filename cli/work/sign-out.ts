import { ask } from '../ask.ts'
import type { Work } from '../surroundings.ts'

/** Signs the person out. */
export const signOut: Work = async (around, { flags }) => {
  const { data } = await ask(around, { ask: 'sign-out', keys: flags.has('keys') })
  const { text } = around
  const lines = [
    data.revoked === 'done' ? text('cli.signOut.done') : text('cli.signOut.owed'),
    ...(data.keys === 'revoked' ? [text('cli.signOut.keys')] : []),
  ]
  return { data, text: lines.join('\n') }
}
