import type { ServersAnswer } from '../../common/access-answers.ts'
import { printable } from '../../common/printable.ts'
import type { Text } from '../../common/text.ts'
import { ask } from '../ask.ts'
import { mark } from '../mark.ts'
import type { Output, Work } from '../surroundings.ts'

type Server = ServersAnswer['servers'][number]
type Address = Server['addresses'][number]

/** Lists the servers with their addresses, best first. */
export const serverList: Work = async (around, { flags }) => {
  const { data } = await ask(around, { ask: 'servers', probe: flags.has('probe') })
  const { text, stdout } = around
  const shown = data.servers.map(server => serverLines(text, stdout, server).join('\n'))
  return { data, text: shown.length === 0 ? text('cli.servers.none') : shown.join('\n') }
}

function serverLines(
  text: Text,
  stdout: Output,
  { name, owned, owner, online, addresses }: Server,
): string[] {
  const share =
    owner === null ? text('cli.servers.shared') : text('cli.servers.sharedBy', { owner: printable(owner) })
  const facts = [...(owned ? [] : [share]), ...(online ? [] : [text('cli.servers.offline')])]
  return [
    `${mark(stdout, 'title', printable(name))}${facts.length === 0 ? '' : `  ${text.list(facts)}`}`,
    ...addresses.map(address => `  ${printable(address.url)}  ${addressText(text, stdout, address)}`),
  ]
}

function addressText(text: Text, stdout: Output, { reach, answers }: Address): string {
  const where = text(`cli.servers.reach.${reach}`)
  if (answers === null) return where
  const answer = answers
    ? mark(stdout, 'good', text('cli.servers.answers'))
    : mark(stdout, 'bad', text('cli.servers.silent'))
  return `${where}, ${answer}`
}
