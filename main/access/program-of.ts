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
      /** A script as it was named, where that was from a folder that its process may have left since. */
      readonly word?: string
    }
  | { readonly kind: 'unknown' }

const SHELL = /^(?:(?:ba|da|z|k|mk|lk|ok|po|o|a|fi|pdk|c|tc|ya)?sh|nu|elvish|xonsh|pwsh)(?:[\d.-]\S*)?$/

/** One file under many names, with what it was called by as its first or second word. */
const MANY_IN_ONE = /^(?:busybox|toybox|coreutils)(?:[\d.-]\S*)?$/

const CARRIER =
  /^(?:timeout|sudo|doas|su|runuser|setpriv|env|nice|ionice|chrt|taskset|nohup|setsid|stdbuf|time|flock|xargs|systemd-run|systemd-inhibit|run0|pkexec|chroot|unshare|nsenter|bwrap|firejail|tini|dumb-init|catatonit|prlimit|numactl|dbus-launch|dbus-run-session|xvfb-run|unbuffer|rlwrap|script)$/

/** Starters of jobs, terminals, multiplexers and servers of logins, tools that run what a file in their folder says. */
const STARTER =
  /^(?:systemd|init|crond?|anacron|fcron|atd|sshd(?:-session)?|dropbear|login|tmux(?:: .*)?|screen|zellij|mosh-server|xterm|urxvtd?|st|konsole|yakuake|alacritty|kitty|foot|wezterm(?:-gui)?|ghostty|gnome-terminal-.*|kgx|ptyxis.*|xfce4-terminal|terminator|tilix|make|gmake|ninja|just|npm|npx|pnpm|yarn|cargo|go|find|parallel|watch|entr|git|ssh|docker|podman|containerd-shim.*|expect|vim?|nvim|emacs.*|code|codium|java|bun|deno|busctl|gdb|strace)$/

/** Desktops and what they start by a press, languages of their own, loaders, and what shows all that it was given. */
const TOLD =
  /^(?:gnome-shell|gnome-session.*|plasmashell|kwin_.*|sway|i3|river|hyprland|Hyprland|labwc|openbox|xfce4-panel|xfdesktop|rofi|wofi|dmenu|sxhkd|dbus-daemon|dbus-broker.*|supervisord|runsv|s6-supervise|[gmn]?awk|original-awk|sed|ed|ex|view|less|more|most|man|guile.*|racket|julia.*|octave.*|R|ghc.*|runghc.*|swipl|gjs.*|dotnet|mono.*|wine.*|beam(?:\.smp)?|escript|ld-.*|ld\.so.*|qemu-.*|box64|box86|electron[\d.]*|uv|uvx|pixi|mise|direnv|task|flatpak.*|snap.*|perf.*|ltrace|valgrind.*|rr|socat|ncat|nc(?:\..*)?|sqlite3|psql|mysql|mariadb|printenv|cat|dd)$/

/** How an interpreter's own words end, and which of them have nothing to do with what it reads. */
interface Interpreter {
  readonly name: RegExp
  /** Words that it goes on after. */
  readonly alone: RegExp
  /** Words that another belongs to. */
  readonly withNext: RegExp
}

const OTHER_SHELLS: readonly Interpreter[] = [
  { name: /^fish/, alone: /^(?:-[ilNP]+|--(?:login|interactive|no-config|private))$/, withNext: /^$/ },
  { name: /^(?:nu|elvish|xonsh|pwsh)/, alone: /^$/, withNext: /^$/ },
]

const SHELL_WORDS: Interpreter = {
  name: SHELL,
  alone: /^(?:[-+][aefhilmnprtuvxBCEHPT]+|--(?:login|norc|noprofile|posix|restricted|verbose))$/,
  withNext: /^(?:[-+][aefhilmnprtuvxBCEHPT]*[oO]|--(?:rcfile|init-file))$/,
}

/** What is not listed here makes the script unknown: rather nothing than the wrong name. */
const INTERPRETERS: readonly Interpreter[] = [
  {
    name: /^(?:python|pypy|graalpy|micropython)\S*$/,
    alone: /^-(?:[bBdEhiIOqsSuvVxP]+|[WX].+)$/,
    withNext: /^-[WX]$/,
  },
  {
    name: /^node(?:js)?(?:-?[\d.]+)?$/,
    alone:
      /^--(?:(?!eval=|print=|run=|snapshot-blob=)[a-z-]+=.*|no-warnings|enable-source-maps|trace-warnings|preserve-symlinks)$/,
    withNext: /^(?:-r|-C|--require|--import|--conditions|--env-file|--loader|--experimental-loader)$/,
  },
  { name: /^perl[\d.]*(?:-\S*)?$/, alone: /^-(?:[wWtTUXsn]+|I.+)$/, withNext: /^-I$/ },
  { name: /^(?:truffle)?ruby[\d.]*(?:-\S*)?$/, alone: /^-(?:[wvWU]+|[IrE].+)$/, withNext: /^-[IrE]$/ },
  { name: /^php(?:-cgi)?[\d.]*$/, alone: /^-[nq]+$/, withNext: /^-[cd]$/ },
  {
    name: /^(?:lua(?:jit)?(?:-?[\d.]\S*)?|Rscript|tclsh[\d.]*|wish[\d.]*|osascript)$/,
    alone: /^$/,
    withNext: /^$/,
  },
]

/** Source: proc_pid_exe(5). */
const DELETED = / \(deleted\)$/

export function runs({ file, words: all, folder }: Seen): Runs {
  if (file === null) return { kind: 'unknown' }
  const path = file.replace(DELETED, '')
  const isThere = path === file
  const isMany = MANY_IN_ONE.test(basename(path))
  const words = isMany && MANY_IN_ONE.test(basename(all[0] ?? '')) ? all.slice(1) : all
  const name = isMany ? basename(words[0] ?? '') : basename(path)
  const isShell = SHELL.test(name)
  if (CARRIER.test(name)) return { kind: 'carrier', path, isThere }
  if (STARTER.test(name) || TOLD.test(name) || (isMany && !isShell)) return { kind: 'anybody', path, isThere }
  const interpreter = (isShell ? [...OTHER_SHELLS, SHELL_WORDS] : INTERPRETERS).find(each =>
    each.name.test(name),
  )
  if (interpreter === undefined) return { kind: 'program', path, isThere }
  const script = scriptIn(interpreter, words, folder)
  if (script !== undefined) return { kind: 'script', isThere: true, ...script }
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
function pathOf(
  word: string | undefined,
  folder: string | null,
): { path: string; word?: string } | undefined {
  if (word === undefined || word === '' || /^[-+]/.test(word)) return undefined
  if (!isAbsolute(word) && folder === null) return undefined
  const path = isAbsolute(word) ? join(word) : join(folder ?? '', word)
  if (/^\/(?:dev|proc)\//.test(path)) return undefined
  return isAbsolute(word) ? { path } : { path, word }
}
