import { basename, isAbsolute, join } from 'node:path'

/** A process as the system tells of it. */
export interface Seen {
  /** The file that it runs; null where the system does not say. */
  readonly file: string | null
  readonly words: readonly string[]
  readonly folder: string | null
  /** What it calls itself. */
  readonly name: string
  /** Which process it is; nothing for one that is yet to start. */
  readonly process?: ProcessId
}

/** Numbers are given again to others, but never with the same start. */
export interface ProcessId {
  readonly id: number
  readonly started: string
}

/**
 * What a process runs. `script`: its file is an interpreter, and this is what that reads. `shell`: with nothing to run
 * but what somebody types, or a line of text. `carrier`: starts another program and is of no interest itself. `anybody`:
 * starts whatever it is told to, so that it says nothing of who asks. `unknown`: the system does not say.
 */
export type Runs =
  | {
      readonly kind: 'program' | 'script' | 'shell' | 'carrier' | 'anybody'
      readonly path: string
      /** False where the file was deleted or replaced while it runs, as by an upgrade. */
      readonly isThere: boolean
    }
  | { readonly kind: 'unknown' }

const SHELL = /^(?:(?:ba|da|z|k|mk|a|fi|pdk|c|tc|ya)?sh|busybox|nu|elvish|xonsh|pwsh)(?:[\d.-]\S*)?$/

const CARRIER =
  /^(?:timeout|sudo|doas|su|runuser|setpriv|env|nice|ionice|chrt|taskset|nohup|setsid|stdbuf|time|flock|xargs|systemd-run|dbus-run-session|xvfb-run|unbuffer|script)$/

/** Starters of jobs, terminals, multiplexers and servers of logins, tools that run what a file in their folder says. */
const ANYBODY =
  /^(?:systemd|init|crond?|anacron|fcron|atd|sshd(?:-session)?|dropbear|login|tmux(?:: .*)?|screen|zellij|mosh-server|xterm|urxvtd?|st|konsole|yakuake|alacritty|kitty|foot|wezterm(?:-gui)?|ghostty|gnome-terminal-.*|kgx|ptyxis.*|xfce4-terminal|terminator|tilix|make|gmake|ninja|just|npm|npx|pnpm|yarn|cargo|go|find|parallel|watch|entr|git|ssh|docker|podman|containerd-shim.*|expect|vim?|nvim|emacs.*|code|codium|java|bun|deno|busctl|gdb|strace)$/

/** How an interpreter's own words end, and which of them have nothing to do with what it reads. */
interface Interpreter {
  readonly name: RegExp
  /** Words that it goes on after. */
  readonly alone: RegExp
  /** Words that another belongs to. */
  readonly withNext: RegExp
}

const SHELL_WORDS: Interpreter = {
  name: SHELL,
  alone: /^(?:[-+][aefhilmnprtuvxBCEHPT]+|--(?:login|norc|noprofile|posix|restricted|verbose))$/,
  withNext: /^(?:[-+][aefhilmnprtuvxBCEHPT]*[oO]|--(?:rcfile|init-file))$/,
}

/** What is not listed here makes the script unknown: rather nothing than the wrong name. */
const INTERPRETERS: readonly Interpreter[] = [
  {
    name: /^(?:python|pypy)[\d.]*$/,
    alone: /^-(?:[bBdEhiIOqsSuvVxP]+|[WX].+)$/,
    withNext: /^-[WX]$/,
  },
  {
    name: /^node(?:js)?$/,
    alone: /^--(?:[a-z-]+=.*|no-warnings|enable-source-maps|trace-warnings|preserve-symlinks)$/,
    withNext: /^(?:-r|-C|--require|--import|--conditions|--env-file|--loader|--experimental-loader)$/,
  },
  { name: /^perl[\d.]*$/, alone: /^-(?:[wWtTUXsn]+|I.+)$/, withNext: /^-I$/ },
  { name: /^ruby[\d.]*$/, alone: /^-(?:[wvWU]+|[IrE].+)$/, withNext: /^-[IrE]$/ },
  { name: /^php[\d.]*$/, alone: /^-[nq]+$/, withNext: /^-[cd]$/ },
  { name: /^(?:lua(?:jit)?[\d.]*|Rscript|tclsh[\d.]*|wish[\d.]*|osascript)$/, alone: /^$/, withNext: /^$/ },
]

/** Source: proc_pid_exe(5). */
const DELETED = / \(deleted\)$/

export function runs({ file, words, folder }: Seen): Runs {
  if (file === null) return { kind: 'unknown' }
  const path = file.replace(DELETED, '')
  const isThere = path === file
  const name = basename(path)
  const isShell = SHELL.test(name)
  // One file under many names: it is a shell where it was called so.
  if (isShell && name === 'busybox' && !SHELL.test(basename(words[0] ?? '')))
    return { kind: 'anybody', path, isThere }
  if (CARRIER.test(name)) return { kind: 'carrier', path, isThere }
  if (ANYBODY.test(name)) return { kind: 'anybody', path, isThere }
  const interpreter = isShell ? SHELL_WORDS : INTERPRETERS.find(each => each.name.test(name))
  if (interpreter === undefined) return { kind: 'program', path, isThere }
  const script = scriptIn(interpreter, words, folder)
  if (script !== undefined) return { kind: 'script', path: script, isThere: true }
  return { kind: isShell ? 'shell' : 'anybody', path, isThere }
}

function scriptIn({ alone, withNext }: Interpreter, words: readonly string[], folder: string | null) {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (withNext.test(word)) at++
    else if (!alone.test(word)) return pathOf(word === '--' ? words[at + 1] : word, folder)
  }
  return undefined
}

/** What is read from a pipe has no path that would mean the same tomorrow. */
function pathOf(word: string | undefined, folder: string | null): string | undefined {
  if (word === undefined || word === '' || /^[-+]/.test(word)) return undefined
  if (!isAbsolute(word) && folder === null) return undefined
  const path = isAbsolute(word) ? join(word) : join(folder ?? '', word)
  return /^\/(?:dev|proc)\//.test(path) ? undefined : path
}
