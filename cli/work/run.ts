import { basename } from 'node:path'
import { type Environment, withoutAppImage } from '../../common/given-environment.ts'
import { variablesFor } from '../../common/preset-variables.ts'
import type { PresetName } from '../../common/presets.ts'
import { type AnswerTo, ask } from '../ask.ts'
import { runChild } from '../child.ts'
import { Failure } from '../failure.ts'
import { keyName } from '../key-name.ts'
import { programPath } from '../program-path.ts'
import { seenFrom } from '../seen-from.ts'
import type { Surroundings, Work } from '../surroundings.ts'
import { tellProgress } from '../tell-progress.ts'

/** As many arguments as the app shows. */
const MOST_ARGUMENTS = 64
const LONGEST_ARGUMENT = 500

/** Runs a program with a key of its own. The connection is open as long as the program runs: a key for once ends with it. */
export const run: Work = async (around, { values, flags, program: command }) => {
  const { given, signals, restore } = around
  const [wanted = '', ...rest] = command
  const path = programPath(wanted, given)
  const name = keyName(values.for, basename(wanted))
  const preset = (values.as ?? null) as PresetName | null
  const telling = tellProgress(around, name)
  const asking = ask(
    around,
    {
      ask: 'key',
      name,
      preset,
      server: values.server ?? null,
      ...seenFrom(around, !flags.has('no-wait')),
      once: flags.has('once'),
      program: {
        path,
        command: command.slice(0, MOST_ARGUMENTS).map(argument => argument.slice(0, LONGEST_ARGUMENT)),
      },
    },
    telling.on,
  )
  const { data, socket } = await asking.finally(() => void telling.end())
  try {
    const { server } = data
    const address = server && (flags.has('probe') ? await answering(around, server) : bestOf(server))
    const environment: Environment = {
      ...withoutAppImage(given),
      ...variablesFor(preset ?? data.preset, { ...data, address }),
    }
    restore()
    return await runChild({ path, name: wanted, arguments: rest, environment, signals })
  } finally {
    socket.destroy()
  }
}

type Server = NonNullable<AnswerTo<'key'>['server']>

/** The addresses are the best first. */
const bestOf = ({ addresses }: Pick<Server, 'addresses'>): string | null =>
  (addresses.find(({ answers }) => answers !== false) ?? addresses[0])?.url ?? null

/** The best address that answers. */
async function answering(around: Surroundings, { name, addresses }: Server): Promise<string> {
  const { data, socket } = await ask(around, { ask: 'servers', probe: true })
  socket.destroy()
  const known = new Set(addresses.map(({ url }) => url))
  const tried = data.servers.filter(server => server.name === name).flatMap(server => server.addresses)
  const found = tried.find(({ url, answers }) => answers === true && known.has(url))
  if (found === undefined) throw new Failure('unanswering', 'unreached', { detail: name })
  return found.url
}
