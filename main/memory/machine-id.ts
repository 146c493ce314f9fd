import { execFile } from 'node:child_process'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { readForeign } from '../files/read-foreign.ts'

/**
 * The system's own id of this computer, which changes when the system is installed anew; null if it has none, as in
 * many containers. If another program has to be asked, it has two seconds. Sources: machine-id(5); Apple, IOKit,
 * `kIOPlatformUUIDKey`; Microsoft, `HKLM\SOFTWARE\Microsoft\Cryptography`, `MachineGuid`.
 */
export async function machineId(
  platform: NodeJS.Platform,
  { read, ask = askProgram }: { read: (path: string) => Promise<string>; ask?: typeof askProgram },
): Promise<string | null> {
  try {
    switch (platform) {
      case 'linux':
        return plain(await read('/etc/machine-id')) ?? plain(await read('/var/lib/dbus/machine-id'))
      case 'darwin': {
        const answer = await ask('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'])
        return plain(/"IOPlatformUUID" = "([^"]*)"/.exec(answer)?.[1])
      }
      case 'win32': {
        const program = `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\reg.exe`
        const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'
        const answer = await ask(program, ['query', key, '/v', 'MachineGuid', '/reg:64'])
        return plain(/MachineGuid\s+REG_SZ\s+(\S+)/.exec(answer)?.[1])
      }
      default:
        return null
    }
  } catch {
    return null
  }
}

/** 32 hexadecimal digits that are not all the same. An image that has not been started yet says `uninitialized`. */
function plain(text: string | undefined): string | null {
  const digits = (text ?? '').trim().replaceAll('-', '').toLowerCase()
  return /^(?!(.)\1*$)[0-9a-f]{32}$/.test(digits) ? digits : null
}

/** Reads a short file of the system; empty if there is none, or if the disk does not answer. */
export const readSystemFile =
  (work: FileWork) =>
  async (path: string): Promise<string> => {
    const reading = work.within(PATIENCE_MS, path, () =>
      readForeign(path, { largestBytes: 4_096, within: null }),
    )
    const found = await reading.catch(() => null)
    return found?.kind === 'read' ? found.bytes.toString() : ''
  }

const askProgram = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, parameters, { timeout: 2_000, windowsHide: true }, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    )
  })
