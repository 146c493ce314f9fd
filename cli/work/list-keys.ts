import type { KeysAnswer } from '../../common/access-answers.ts'
import { ageText } from '../../common/age.ts'
import { presets } from '../../common/presets.ts'
import { printable } from '../../common/printable.ts'
import type { Text } from '../../common/text.ts'
import { ask } from '../ask.ts'
import { whole } from '../line-breaks.ts'
import { mark } from '../mark.ts'
import type { Output, Work } from '../surroundings.ts'

type Key = KeysAnswer['keys'][number]

const looks = {
  alive: 'good',
  unconfirmed: 'warning',
  dead: 'bad',
  missing: 'bad',
  leaving: 'warning',
} as const

/** Lists the keys, with what has them. */
export const listKeys: Work = async around => {
  const { data } = await ask(around, { ask: 'keys' })
  const { text, stdout } = around
  const shown = data.keys.map(key => keyLines(text, stdout, key).join('\n'))
  return { data, text: shown.length === 0 ? text('cli.keys.none') : shown.join('\n') }
}

function keyLines(text: Text, stdout: Output, key: Key): string[] {
  const { name, preset, server, state, programs, files } = key
  const facts = [
    mark(stdout, looks[state], text(`cli.keys.state.${state}`)),
    ...(preset === null ? [] : [presets[preset].title]),
    ...(server === null ? [] : [printable(server)]),
    lentText(text, key),
  ]
  return [
    `${mark(stdout, 'title', printable(name))}  ${text.list(facts)}`,
    ...programs.map(({ path }) => `  ${text('cli.keys.program', { path: whole(printable(path)) })}`),
    ...files.map(path => `  ${text('cli.keys.file', { path: whole(printable(path)) })}`),
  ]
}

function lentText(text: Text, { lent }: Key): string {
  if (lent?.at == null) return text('cli.keys.never')
  const age = ageText(text, Math.max(0, Date.now() - Date.parse(lent.at)))
  return lent.program === null
    ? text('cli.keys.lent', { age })
    : text('cli.keys.lentTo', { age, program: whole(printable(lent.program)) })
}
