import type { Text } from '../../common/text.ts'
import { optionsOf, secondWords, type Value, valueOf, type VerbName, verbs } from '../verbs.ts'
import { commands, described, withValue, wordsOf } from './words.ts'

const quoted = (words: string) => words.replaceAll("'", "'\\''")
const forZsh = (words: string) => quoted(words).replaceAll(/[[\]:\\]/g, '\\$&')

/** The script for zsh, as a file in `fpath` or sourced. */
export function zsh(text: Text): string {
  const action = (value: Value) => {
    const words = wordsOf(value)
    if (words === undefined) return ':file:_files'
    return words === null ? `:${value.toLowerCase()}: ` : `:${value.toLowerCase()}:(${words.join(' ')})`
  }
  const specs = (name: VerbName) => [
    ...optionsOf(name).map(option => {
      const value = valueOf(option)
      return `'--${option}[${forZsh(described(text, option))}]${value === null ? '' : action(value)}'`
    }),
    ...(verbs[name].arguments ?? []).map(
      ({ value, optional }, index) =>
        `'${index + 1}:${optional === true ? ':' : ''}${action(value).slice(1)}'`,
    ),
  ]
  const cases = commands.map(name => {
    const own = `_arguments ${specs(name).join(' ')}`
    const seconds = secondWords(name)
    if (seconds.length === 0) return `    ${name}) ${own} ;;`
    const inner = seconds.map(
      second =>
        `        ${second}) shift words; ((CURRENT--)); _arguments ${specs(`${name} ${second}` as VerbName).join(' ')} ;;`,
    )
    return `    ${name})
      if ((CURRENT == 2)); then _values command ${seconds.join(' ')}; return; fi
      case $words[2] in
${inner.join('\n')}
        *) ${own} ;;
      esac ;;`
  })
  return `#compdef latchkey
_latchkey() {
  local end=\${words[(i)--]}
  if ((end < CURRENT)); then
    words=("\${(@)words[end+1,-1]}")
    ((CURRENT -= end))
    _normal
    return
  fi
  while ((CURRENT > 2)) && [[ $words[2] == -* ]]; do
    case $words[2] in
      ${withValue.join(' | ')}) words[2]=(); ((--CURRENT > 2)) || return ;;
    esac
    words[2]=()
    ((CURRENT--))
  done
  if ((CURRENT == 2)); then
    local -a commands=(
${commands.map(name => `      '${name}:${forZsh(text(verbs[name].text))}'`).join('\n')}
    )
    _describe command commands
    return
  fi
  shift words; ((CURRENT--))
  case $words[1] in
${cases.join('\n')}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _latchkey "$@"; else compdef _latchkey latchkey; fi
`
}
