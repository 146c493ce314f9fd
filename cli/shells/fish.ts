import type { Text } from '../../common/text.ts'
import { optionsOf, secondWords, type Value, valueOf, verbNames, verbs } from '../verbs.ts'
import { commands, described, twoWords, withValue, wordsOf } from './words.ts'

const forFish = (words: string) => words.replaceAll(/['\\]/g, '\\$&')

const listFor = (value: Value) => {
  const words = wordsOf(value) ?? []
  return words.length === 0 ? '' : ` -a '${words.join(' ')}'`
}

/** The script for fish. */
export function fish(text: Text): string {
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
