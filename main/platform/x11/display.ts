import { hostname } from 'node:os'
import { join } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../../files/file-work.ts'
import { readForeign } from '../../files/read-foreign.ts'

export interface Display {
  readonly socket: string
  readonly screen: number
  readonly cookie: Buffer | null
}

const FAMILY_LOCAL = 256
const FAMILY_WILD = 65_535
const COOKIE = 'MIT-MAGIC-COOKIE-1'

/** An entry has about 50. */
const LARGEST_AUTHORITY_BYTES = 1_048_576

/** The X display of this desktop, where it is an X11 session on this computer. */
export async function localDisplay(
  environment: NodeJS.ProcessEnv,
  work: FileWork,
  patienceMs = PATIENCE_MS,
): Promise<Display | null> {
  const isWayland =
    environment['WAYLAND_DISPLAY'] !== undefined || environment['XDG_SESSION_TYPE'] === 'wayland'
  const named = /^(?:unix)?:(\d{1,5})(?:\.(\d{1,3}))?$/.exec(environment['DISPLAY'] ?? '')
  if (isWayland || named === null) return null
  const [, number = '', screen = '0'] = named
  const authority = environment['XAUTHORITY'] ?? join(environment['HOME'] ?? '/', '.Xauthority')
  const limits = { largestBytes: LARGEST_AUTHORITY_BYTES, within: null }
  const reading = work.within(patienceMs, authority, () => readForeign(authority, limits))
  const found = await reading.catch(() => null)
  const entries = found?.kind === 'read' ? readAuthority(found.bytes) : []
  return {
    socket: `/tmp/.X11-unix/X${number}`,
    screen: Number(screen),
    cookie: entries.find(entry => isFor(entry, number))?.cookie ?? null,
  }
}

interface Entry {
  readonly family: number
  readonly address: string
  readonly number: string
  readonly name: string
  readonly cookie: Buffer
}

/** x.org/releases/current/doc/man/man7/Xsecurity.7.xhtml; the layout is that of libXau's AuRead.c. */
function readAuthority(bytes: Buffer): Entry[] {
  const entries: Entry[] = []
  let at = 0
  const number16 = () => bytes.readUInt16BE((at += 2) - 2)
  const field = () => {
    const length = number16()
    return bytes.subarray(at, (at += length))
  }
  const words = () => field().toString()
  try {
    while (at < bytes.length) {
      entries.push({ family: number16(), address: words(), number: words(), name: words(), cookie: field() })
    }
  } catch {
    // The file ends in the middle of an entry: the ones before may be enough.
  }
  return entries
}

const isFor = ({ family, address, number, name }: Entry, display: string): boolean =>
  name === COOKIE &&
  (number === display || number === '') &&
  (family === FAMILY_WILD || (family === FAMILY_LOCAL && address === hostname()))
