import { optionNames, optionsOf, secondWords, valueOf, verbNames, verbs } from '../verbs.ts'
import { commands, twoWords, withValue, wordsOf } from './words.ts'

/** The script for bash, which shows no descriptions. */
export function bash(): string {
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
