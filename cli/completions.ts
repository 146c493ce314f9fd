import type { OptionName } from '../common/command-options.ts'
import type { Text } from '../common/text.ts'
import {
  firstWords,
  optionNames,
  optionsOf,
  secondWords,
  type Value,
  valueOf,
  values,
  type VerbName,
  verbNames,
  verbs,
} from './verbs.ts'

export type Shell = (typeof values)['SHELL'][number]

/** The words that a value may be; undefined for files, null where any text will do. */
function wordsOf(value: Value): readonly string[] | undefined | null {
  const kind = values[value]
  if (kind === 'files') return undefined
  return kind === 'verbs' ? commands : kind
}

const commands = firstWords.filter(name => !name.startsWith('-'))
const withValue = optionNames.filter(name => valueOf(name) !== null).map(name => `--${name}`)
const twoWords = verbNames.filter(name => name.includes(' '))
const described = (text: Text, name: OptionName) => text(`cli.options.${name}`)

/** A script for a shell that completes every verb, option and value of the table. */
export const completionFor = (shell: Shell, text: Text): string => makers[shell](text)

const makers: Readonly<Record<Shell, (text: Text) => string>> = { bash, zsh, fish }

function bash(): string {
  const withValues = optionNames.flatMap(name => {
    const value = valueOf(name)
    if (value === null) return []
    const words = wordsOf(value)
    const reply =
      words === undefined
        ? 'compopt -o default; COMPREPLY=()'
        : `COMPREPLY=($(compgen -W '${(words ?? []).join(' ')}' -- "$word"))`
    return [`    --${name}) ${reply}; return ;;`]
  })
  const cases = verbNames.map(name => {
    const [given] = verbs[name].arguments ?? []
    const words = [
      ...secondWords(name),
      ...(given === undefined ? [] : (wordsOf(given.value) ?? [])),
      ...optionsOf(name).map(option => `--${option}`),
    ]
    return `    '${name}') words='${words.join(' ')}' ;;`
  })
  return `# bash completion for latchkey
_latchkey() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} verb= words= at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --)
        compopt -o default
        ((COMP_CWORD == at + 1)) && COMPREPLY=($(compgen -c -- "$word"))
        return ;;
      ${withValue.join(' | ')}) ((at++)) ;;
      -*) ;;
      *) case "$verb \${COMP_WORDS[at]}" in
        ${twoWords.map(name => `'${name}'`).join(' | ')}) verb+=" \${COMP_WORDS[at]}" ;;
        *) verb=\${verb:-\${COMP_WORDS[at]}} ;;
      esac ;;
    esac
  done
  case $previous in
${withValues.join('\n')}
  esac
  case $verb in
    '') words='${[...commands, '--help', '--version'].join(' ')}' ;;
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _latchkey latchkey
`
}

const quoted = (words: string) => words.replaceAll("'", "'\\''")
const forZsh = (words: string) => quoted(words).replaceAll(/[[\]:\\]/g, '\\$&')

function zsh(text: Text): string {
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

const forFish = (words: string) => words.replaceAll(/['\\]/g, '\\$&')

function fish(text: Text): string {
  const add = (when: string, what: string) => `complete -c latchkey -n '__latchkey_at "${when}"' ${what}`
  const first = commands.map(name => add('', `-a ${name} -d '${forFish(text(verbs[name].text))}'`))
  const rest = verbNames
    .filter(name => !name.startsWith('-'))
    .flatMap(name => {
      const given = (verbs[name].arguments ?? []).flatMap(({ value }) => wordsOf(value) ?? [])
      const words = [...secondWords(name), ...new Set(given)]
      return [
        ...(words.length === 0 ? [] : [add(name, `-a '${words.join(' ')}'`)]),
        ...optionsOf(name).map(option => {
          const value = valueOf(option)
          const takes = value === null ? '' : wordsOf(value) === undefined ? ' -r -F' : ` -x${listFor(value)}`
          return add(name, `-l ${option}${takes} -d '${forFish(described(text, option))}'`)
        }),
      ]
    })
  return `# fish completion for latchkey
function __latchkey_at --description 'Whether the line has come to this command, or to -- behind it'
    set -l words (commandline -opc)
    set -l at
    set -l is_value no
    for word in $words[2..-1]
        if test $is_value = yes
            set is_value no
            continue
        end
        switch $word
            case --
                set at --
                break
            case ${withValue.join(' ')}
                set is_value yes
            case '-*'
            case '*'
                if contains -- "$at $word" ${twoWords.map(name => `'${name}'`).join(' ')}
                    set at "$at $word"
                else if test -z "$at"
                    set at $word
                end
        end
    end
    test "$at" = "$argv[1]"
end
complete -c latchkey -f
complete -c latchkey -n '__latchkey_at "--"' -F -a '(__fish_complete_command)'
${[...first, ...rest].join('\n')}
`
}

const listFor = (value: Value) => {
  const words = wordsOf(value) ?? []
  return words.length === 0 ? '' : ` -a '${words.join(' ')}'`
}
