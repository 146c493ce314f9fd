import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** A copy of this computer in which root may do anything: writes go to memory, and are gone with the copy. */
export interface ComputerCopy {
  /** Runs a shell's command as root. */
  run(command: string): Promise<Ran>
  /** Runs it in root's terminal, as the shell there does. `typed`: whether input came that nobody typed. */
  runInTerminal(command: string): Promise<Ran & { readonly typed: boolean }>
  /** Starts a program that runs until the copy is gone. */
  start(command: string): void
  dispose(): Promise<void>
}

interface Ran {
  readonly code: number
  /** stdout and stderr, as they came. */
  readonly output: string
}

// It has mounts and processes of its own; in a plain chroot the kernel would allow no user namespaces. A folder is
// bound, since a separate file system would not be in the copy.
const make = `
mount -t tmpfs latchkey "$1" && cd "$1" && mkdir changed work root &&
mount -t overlay -o "lowerdir=/,upperdir=$1/changed,workdir=$1/work" latchkey root &&
mount -t proc latchkey root/proc && for each in sys dev; do mount --rbind "/$each" "root/$each" || exit; done &&
mount --bind "$2" root/mnt && cd root && pivot_root . . && umount --lazy . && echo made && exec sleep infinity`

/** Takes root. `folder` is at /mnt. */
export async function copyComputer(folder: string): Promise<ComputerCopy> {
  const place = await mkdtemp(path.join(tmpdir(), 'latchkey-copy-'))
  const own = ['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child']
  const holder = spawn('setpriv', [...own, 'sh', '-c', make, 'sh', place, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(holder, 'exit')
  const made = once(createInterface({ input: holder.stdout }), 'line')
  await Promise.race([made, ended.then(() => Promise.reject(new Error('This computer cannot be copied')))])

  const first = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8')).trim()

  const within = (command: string): [string, string[]] => [
    'nsenter',
    ['--mount', '--pid', '--root', '--wd', `--target=${first}`, 'bash', '-c', command],
  ]
  const run = (command: string): Promise<Ran> =>
    new Promise(resolve => {
      const options = { maxBuffer: 1 << 26, env: { PATH: process.env['PATH'], LC_ALL: 'C', TERM: 'xterm' } }
      const child = execFile(...within(`exec 2>&1; ${command}`), options, (_error, output) => {
        resolve({ code: child.exitCode ?? 128, output })
      })
    })

  return {
    run,
    async runInTerminal(command) {
      const asShell = `${command}; code=$?; if read -t 0; then exit 99; fi; exit $code`
      await run(`cat >/root/command <<'END'\n${asShell}\nEND`)
      const { code, output } = await run('script --quiet --return --command "bash /root/command" /dev/null')
      return { code, output, typed: code === 99 }
    },
    start(command) {
      spawn(...within(`exec ${command}`), { stdio: 'ignore' })
    },
    async dispose() {
      holder.kill('SIGKILL')
      await ended
      await rm(place, { recursive: true, force: true })
    },
  }
}
