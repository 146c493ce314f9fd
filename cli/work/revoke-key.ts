import { printable } from '../../common/printable.ts'
import { ask } from '../ask.ts'
import { whole } from '../line-breaks.ts'
import type { Work } from '../surroundings.ts'

/** Revokes a key by its name. */
export const revokeKey: Work = async (around, { arguments: [name = ''] }) => {
  const { data } = await ask(around, { ask: 'revoke-key', name })
  const { text } = around
  const shown = printable(name)
  const lines = [
    data.revoked === 'done'
      ? text('cli.keys.revoked', { name: shown })
      : text('cli.keys.owed', { name: shown }),
    ...(data.remains === null ? [] : [text('cli.keys.remains', { server: printable(data.remains) })]),
    ...data.files.map(path => text('cli.keys.cleaned', { path: whole(printable(path)) })),
  ]
  return { data: { name, ...data }, text: lines.join('\n') }
}
