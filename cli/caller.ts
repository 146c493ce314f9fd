import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'fish', 'ksh', 'mksh', 'ash', 'busybox', 'tcsh', 'csh'])
const INTERPRETERS =
  /^(?:python[\d.]*|perl[\d.]*|ruby[\d.]*|node|nodejs|php[\d.]*|deno|bun|tclsh[\d.]*|lua[\d.]*)$/
/** Options of shells and interpreters that a word of their own belongs to. */
const WITH_NEXT =
  /^(?:[-+][a-zA-Z]*[oO]|-[WXIrC]|--(?:rcfile|init-file|require|import|loader|conditions|env-file))$/
const MOST = 8

/** What the system says of a process. */
export interface Process {
  readonly parent: number
  readonly program: string
  readonly command: readonly string[]
}

/**
 * The name of who called, for a key that was given none: the script, else the program; `terminal` for a shell that a
 * person types into. Undefined where it cannot be seen.
 */
export function callerName(from: number = process.ppid, look: (id: number) => Process | undefined = lookAt) {
  let id = from
  for (let steps = 0; steps < MOST && id > 1; steps++) {
    const found = look(id)
    if (found === undefined) return undefined
    const name = basename(found.program)
    const script = scriptOf(found)
    if (script !== undefined) return basename(script)
    if (!SHELLS.has(name)) return name === '' ? undefined : name
    // Commands in a text (`sh -c`) are whose who gave it that text.
    if (!found.command.slice(1).some(argument => /^-[a-z]*c[a-z]*$/.test(argument))) return 'terminal'
    id = found.parent
  }
  return undefined
}

/** The script that an interpreter or a shell runs. */
function scriptOf({ program, command }: Process): string | undefined {
  const name = basename(program)
  if (!SHELLS.has(name) && !INTERPRETERS.test(name)) return undefined
  for (let at = 1; at < command.length; at++) {
    const argument = command[at] ?? ''
    if (WITH_NEXT.test(argument)) {
      at++
      continue
    }
    if (!argument.startsWith('-')) return argument
    // What is behind these is text, or a module.
    if (/^-[a-z]*[cem]$/.test(argument)) return undefined
  }
  return undefined
}

/** Source: proc(5). */
function lookAt(id: number): Process | undefined {
  try {
    const status = readFileSync(`/proc/${id}/stat`, 'latin1')
    // The name in brackets may itself contain spaces and brackets.
    const [, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').slice(0, -1)
    return { parent: Number(parent), program: programOf(id) ?? (command[0] ?? '').replace(/^-/, ''), command }
  } catch {
    return undefined
  }
}

/** Undefined for a process of another person. */
function programOf(id: number): string | undefined {
  try {
    return readlinkSync(`/proc/${id}/exe`).replace(/ \(deleted\)$/, '')
  } catch {
    return undefined
  }
}
