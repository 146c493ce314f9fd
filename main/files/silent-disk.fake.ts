import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Holds open the channel through which the kernel asks a file system, and never answers; ends with its parent. */
const HOLDER = `
  const { openSync } = require('node:fs')
  const { spawnSync } = require('node:child_process')
  const device = openSync('/dev/fuse', 'r+')
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other'
  const folder = Buffer.from(process.argv[1], 'hex').toString()
  const made = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'silent', folder], {
    stdio: ['ignore', 'ignore', 'ignore', device],
  })
  process.stdout.write(made.status === 0 ? 'yes' : 'no')
  process.stdin.on('end', () => {
    spawnSync('umount', ['-l', folder], { stdio: 'ignore' })
    process.exit()
  }).resume()
`

/**
 * Mounts a disk that never answers on a folder, like one whose server is gone. Needs root and FUSE: null without them.
 * For tests.
 */
export async function mountSilentDisk(folder: string): Promise<{ end: () => Promise<void> } | null> {
  // The folder is given in hex, so that tests that look for programs by their home do not find this one.
  const holder: ChildProcess = spawn(process.execPath, ['-e', HOLDER, Buffer.from(folder).toString('hex')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // It ends without a word if there is no FUSE.
  const answered = once(holder.stdout!, 'data').then(([word]) => String(word) === 'yes')
  const isMade = await Promise.race([answered, once(holder, 'exit').then(() => false)])
  const end = async () => {
    const over = once(holder, 'exit')
    holder.stdin!.end()
    await over
  }
  if (isMade) return { end }
  holder.kill('SIGKILL')
  return null
}
