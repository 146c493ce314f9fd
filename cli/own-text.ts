import { join } from 'node:path'
import type { Invocation } from '../common/invocation.ts'
import { SYSTEM } from '../common/languages.ts'
import type { Text, TextPart } from '../common/text.ts'
import { chosenLanguage } from './chosen-language.ts'
import { languagesOf, openText } from './text.ts'

/** What a command says: in the language that the person chose in the app, or else in the terminal's. */
export async function openOwnText(
  { files, given, home }: Pick<Invocation, 'files' | 'given' | 'home'>,
  parts: readonly TextPart[],
): Promise<Text> {
  const chosen = home === null ? null : await chosenLanguage(home)
  const ofTerminal = languagesOf(given)
  const preferred = chosen === null || chosen === SYSTEM ? ofTerminal : [chosen, ...ofTerminal]
  return openText(join(files, 'text'), parts, preferred)
}
