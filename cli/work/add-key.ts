import { resolve } from 'node:path'
import type { Environment } from '../../common/given-environment.ts'
import type { PresetName } from '../../common/presets.ts'
import { printable } from '../../common/printable.ts'
import { ask } from '../ask.ts'
import { Failure } from '../failure.ts'
import { whole } from '../line-breaks.ts'
import { programPath } from '../program-path.ts'
import { seenFrom } from '../seen-from.ts'
import type { Work } from '../surroundings.ts'
import { tellProgress } from '../tell-progress.ts'

/** Makes a key beforehand, for a program or its file. */
export const addKey: Work = async (around, { arguments: [name = ''], values }) => {
  const { given, text } = around
  const telling = tellProgress(around, name)
  try {
    const { data } = await ask(
      around,
      {
        ask: 'add-key',
        name,
        preset: (values.as ?? null) as PresetName | null,
        server: values.server ?? null,
        ...seenFrom(around, true),
        program: values.program === undefined ? null : pathOf(values.program, given),
        write: values.write === undefined ? null : resolve(values.write),
      },
      telling.on,
    )
    const { program, file } = data
    const lines = [
      text('window.keys.announced.made', { name: printable(data.name) }),
      ...(program === null ? [] : [text('cli.keys.allowed', { path: whole(printable(program)) })]),
      ...(file === null ? [] : [text('cli.keys.written', { path: whole(printable(file)) })]),
    ]
    return { data, text: lines.join('\n') }
  } finally {
    await telling.end()
  }
}

/** The codes of `env` are for what is to be started now. */
function pathOf(program: string, given: Environment): string {
  try {
    return programPath(program, given)
  } catch {
    throw new Failure('no-program', 'usage', { detail: program })
  }
}
