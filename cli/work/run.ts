import { basename } from 'node:path'
import { type Environment, withoutAppImage } from '../../common/given-environment.ts'
import { variablesFor } from '../../common/preset-variables.ts'
import type { PresetName } from '../../common/presets.ts'
import { ask } from '../ask.ts'
import { runChild } from '../child.ts'
import { keyName } from '../key-name.ts'
import { programPath } from '../program-path.ts'
import { seenFrom } from '../seen-from.ts'
import type { Work } from '../surroundings.ts'
import { tellProgress } from '../tell-progress.ts'

/** As many arguments as the app shows. */
const MOST_ARGUMENTS = 64
const LONGEST_ARGUMENT = 500

/** Runs a program with a key of its own. The connection is open as long as the program runs: a key for once ends with it. */
export const run: Work = async (around, { values, flags, program: command }) => {
  const { given, signals, restore } = around
  const [wanted = '', ...rest] = command
  const path = programPath(wanted, given)
  const name = keyName(values.for ?? basename(wanted))
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
  const environment: Environment = {
    ...withoutAppImage(given),
    ...variablesFor(preset ?? data.preset, { ...data, address: addressIn(data.server?.addresses ?? []) }),
  }
  restore()
  try {
    return await runChild({ path, name: wanted, arguments: rest, environment, signals })
  } finally {
    socket.destroy()
  }
}

/** The best one that answers, or that nobody has tried. */
const addressIn = (
  addresses: readonly { readonly url: string; readonly answers: boolean | null }[],
): string | null =>
  (addresses.find(({ answers }) => answers === true) ?? addresses.find(({ answers }) => answers !== false))
    ?.url ?? null
