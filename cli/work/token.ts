import { ask } from '../ask.ts'
import { callerName } from '../caller.ts'
import { Failure } from '../failure.ts'
import { keyName } from '../key-name.ts'
import { seenFrom } from '../seen-from.ts'
import type { Work } from '../surroundings.ts'
import { tellProgress } from '../tell-progress.ts'

/** Prints a key. On a terminal only if that is wanted: it would stay where one scrolls back. */
export const token: Work = async (around, { values, flags }) => {
  if (around.stdout.isTTY && !flags.has('show')) throw new Failure('terminal', 'usage')
  const name = keyName(values.for, callerName())
  const telling = tellProgress(around, name)
  try {
    const { data } = await ask(
      around,
      {
        ask: 'key',
        name,
        preset: null,
        server: values.server ?? null,
        ...seenFrom(around, !flags.has('no-wait')),
        once: false,
        program: null,
      },
      telling.on,
    )
    return {
      data: { name: data.name, key: data.key, identifier: data.identifier },
      text: flags.has('header') ? `X-Plex-Token: ${data.key}` : data.key,
      isVerbatim: true,
    }
  } finally {
    await telling.end()
  }
}
