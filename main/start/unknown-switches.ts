import { isKnownSwitch } from './known-switches.ts'

export interface Switch {
  readonly name: string
  /** Empty if it was given without a value. */
  readonly value: string
}

/**
 * The switches that the app does not know. Chromium has followed some before the app's first line runs, so they cannot
 * be taken back, only seen. Chromium removes white space, takes one dash for two, and on Windows a slash for a dash
 * (base/command_line.cc). Here a little more counts as a switch, also after `--`.
 */
export const unknownSwitches = (given: readonly string[], platform: NodeJS.Platform): readonly Switch[] =>
  given.flatMap(argument => {
    const found = switchIn(argument, platform)
    return found === undefined || isKnownSwitch(found.name, found.value, platform) ? [] : [found]
  })

function switchIn(argument: string, platform: NodeJS.Platform): Switch | undefined {
  const text = argument.replace(/^[\s\p{C}\p{Z}]+|[ \t\n\v\f\r]+$/gu, '')
  const prefix = platform === 'win32' ? /^(?:--|-|\/)(.+)$/s : /^(?:--|-)(.+)$/s
  const [, written] = text === '--' ? [] : (prefix.exec(text) ?? [])
  if (written === undefined) return undefined
  const end = written.indexOf('=')
  return end < 0
    ? { name: written, value: '' }
    : { name: written.slice(0, end), value: written.slice(end + 1) }
}
