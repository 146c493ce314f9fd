import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * The system's own number of this computer, made anew when the system is installed anew; null where it has none, as in
 * many containers. Where another program has to be asked, it has two seconds. Sources: machine-id(5); Apple, IOKit,
 * `kIOPlatformUUIDKey`; Microsoft, `HKLM\SOFTWARE\Microsoft\Cryptography`, `MachineGuid`.
 */
export async function machineId(
  platform: NodeJS.Platform,
  { read = readText, ask = askProgram }: { read?: typeof readText; ask?: typeof askProgram } = {},
): Promise<string | null> {
  try {
    switch (platform) {
      case 'linux':
        return plain(read('/etc/machine-id')) ?? plain(read('/var/lib/dbus/machine-id'))
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

/** 32 hexadecimal digits that are not all the same. An image that is yet to be started first says `uninitialized`. */
function plain(text: string | undefined): string | null {
  const digits = (text ?? '').trim().replaceAll('-', '').toLowerCase()
  return /^(?!(.)\1*$)[0-9a-f]{32}$/.test(digits) ? digits : null
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const askProgram = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, parameters, { timeout: 2_000, windowsHide: true }, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    )
  })
