/**
 * The arguments in the value of an `Exec` key, strictly by the Desktop Entry Specification ("Value types", "The Exec
 * key"); throws if it gives the value no meaning.
 */
export const execArguments = (value: string): string[] => split(unescaped(value))

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

function unescaped(value: string): string {
  let text = ''
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== '\\') {
      text += value[at]
      continue
    }
    const meaning = ESCAPES[value[++at] ?? '']
    if (meaning === undefined) throw new Error(`No such escape in a string value: ${value}`)
    text += meaning
  }
  return text
}

function split(command: string): string[] {
  const found: string[] = []
  let at = 0
  while (at < command.length) {
    const [argument, end] = command[at] === '"' ? quotedArgument(command, at + 1) : plainArgument(command, at)
    const isBlank = argument === '' && command[at] !== '"'
    // These stand for files and the like: the desktop leaves them out at login.
    if (!isBlank && !/^%[fFuUdDnNvm]$/.test(argument)) found.push(withoutFieldCodes(argument))
    if (end < command.length && command[end] !== ' ') throw new Error(`No space after an argument`)
    at = end + 1
  }
  return found
}

function quotedArgument(command: string, start: number): [argument: string, end: number] {
  let argument = ''
  for (let at = start; at < command.length; at++) {
    const character = command[at] ?? ''
    if (character === '"') return [argument, at + 1]
    if (character === '$' || character === '`') throw new Error(`Unescaped ${character}`)
    if (character !== '\\') {
      argument += character
      continue
    }
    const next = command[++at] ?? ''
    if (!'"`$\\'.includes(next) || next === '') throw new Error(`No such escape in quotes`)
    argument += next
  }
  throw new Error(`Quotes that do not close`)
}

function plainArgument(command: string, start: number): [argument: string, end: number] {
  const [argument] = /^[^ ]*/.exec(command.slice(start)) ?? ['']
  if (/[\t\n"'\\><~|&;$*?#()`]/.test(argument)) throw new Error(`Reserved characters without quotes`)
  return [argument, start + argument.length]
}

function withoutFieldCodes(argument: string): string {
  return argument.replace(/%(.?)/g, (code, letter) => {
    if (letter !== '%') throw new Error(`A field code in an argument: ${code}`)
    return '%'
  })
}
