import { presetNames, presets } from '../../common/presets.ts'
import { variableNames } from '../../common/preset-variables.ts'
import { mark } from '../mark.ts'
import type { Work } from '../surroundings.ts'

/** Lists the programs that are known. Needs no app. */
export const presetList: Work = async ({ text, stdout }) => {
  const known = presetNames.map(name => ({
    name,
    title: presets[name].title,
    variables: variableNames(name),
    file: presets[name].file,
  }))
  const generic = { variables: variableNames(null) }
  const lines = known.flatMap(({ name, title, variables, file }) => [
    `${mark(stdout, 'title', name)}  ${title}${file === null ? '' : `, ${file}`}`,
    `  ${variables.join(' ')}`,
  ])
  return {
    data: { presets: known, generic },
    text: [...lines, text('cli.presets.generic'), `  ${generic.variables.join(' ')}`].join('\n'),
  }
}
