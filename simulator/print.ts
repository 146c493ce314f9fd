import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ipv6Host, plexHosts } from './hosts.ts'
import type { LoggedRequest } from './records.ts'
import type { Simulator } from './simulator.ts'

/** What `--help` says. */
export const help = `plex.tv simulator

  --port N        port of the HTTPS listener on 127.0.0.1 (8443; 0 takes a free one)
  --http-port N   port of the plain listener, for people and the control API (8480; 0 takes a free one)
  --http2         offers HTTP/2 before HTTP/1.1
  --ipv6          the HTTPS listener is on ::1 too, on the same port
  -h, --help      this text

Everything else is switched while it runs: simulator/README.md has the table of the control API.`

/** Chromium's switch that sends plex.tv's hosts to the simulator, at an address as it stands in a URL. */
export const resolverRules = (port: number, address = '127.0.0.1'): string =>
  plexHosts.map(host => `MAP ${host} ${address}:${port}`).join(', ')

const short = (secret: string): string => (secret.length > 8 ? `${secret.slice(0, 4)}…` : secret)

/** Does nothing to the terminal that shows it: control and format characters, ends of lines and halves of pairs are `\ufffd`. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')

/** One request in one line, with tokens and identifiers shortened. */
export function requestLine(request: LoggedRequest): string {
  const { endedAt, at, headers, host, method, path, query } = request
  const shown = Object.entries(query).map(([key, value]) => `${key}=${short(value)}`)
  const token = headers['x-plex-token']
  const line = [
    `${String(Math.round((endedAt ?? at) - at)).padStart(5)} ms`,
    String(request.status ?? '---'),
    `${method} ${host}${path}${shown.length ? `?${shown.join('&')}` : ''}`,
    ...(headers['x-plex-product'] ? [`[${headers['x-plex-product']}]`] : []),
    ...(token ? [`token ${short(token)}`] : []),
    ...(request.outcome ? [request.outcome] : []),
    ...(request.fault ? [`fault: ${request.fault}`] : []),
    ...(request.aborted ? ['the client left'] : []),
  ]
  return printable(line.join('  '))
}

/** Writes the authority to a new temporary file; `remove` takes it away again. */
export async function writeAuthority(caPem: string): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'plex-tv-simulator-'))
  const file = join(folder, 'ca.pem')
  await writeFile(file, caPem)
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** What a person needs to know to use it. */
export function instructions({ port, httpPort }: Simulator, authority: string, ipv6: boolean): string {
  const curl = `curl --cacert ${authority} --connect-to plex.tv:443:127.0.0.1:${port}`
  return `plex.tv simulator
  HTTPS       127.0.0.1:${port}${ipv6 ? `, [::1]:${port}` : ''}  (plex.tv, www., clients. and app.plex.tv)
  Link page   http://127.0.0.1:${httpPort}/link/
  Control     http://127.0.0.1:${httpPort}/__ctl/pins   (simulator/README.md has the table)
  Authority   ${authority}  (made for this run, worth nothing afterwards)

Ask it for a code:
  ${curl} -X POST \\
    -H 'Accept: application/json' -H 'X-Plex-Client-Identifier: by-hand' -H 'X-Plex-Product: curl' \\
    https://plex.tv/api/v2/pins

Trust it in a home folder of its own, and point Chromium or Electron at it:
  export HOME="$(mktemp -d)"; mkdir -p "$HOME/.pki/nssdb"
  certutil -d "sql:$HOME/.pki/nssdb" -N --empty-password
  certutil -d "sql:$HOME/.pki/nssdb" -A -t C,, -n simulator -i ${authority}
  … --host-resolver-rules="${resolverRules(port)}"${ipv6 ? `\nor by IPv6 alone:\n  … --host-resolver-rules="${resolverRules(port, ipv6Host)}"` : ''}

Ctrl-C ends it. Requests:
`
}
