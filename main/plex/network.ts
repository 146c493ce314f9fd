import { app, type ClientRequest, net, type Session, session } from 'electron'
import { join } from 'node:path'
import { statSync } from 'node:fs'
import { exchange, type Question } from './exchange.ts'
import type { Network } from './request.ts'
import { createSessions } from './sessions.ts'

/** A proxy that is asked for as a script may take as long as it likes. */
const LONGEST_LOOK_MS = 1_000

/**
 * Requests of the main process alone: sessions in memory, the system's proxy and certificates, no cookies. `prepare` is
 * called with each before it is sent.
 */
export function plexNetwork(userAgent: string, prepare: (request: ClientRequest) => void): Network {
  const sessions = createSessions<Session>({
    open(number) {
      const opened = session.fromPartition(number === 1 ? 'plex-tv' : `plex-tv-${number}`, { cache: false })
      opened.setUserAgent(userAgent)
      return opened
    },
    close: async old => old.closeAllConnections(),
    stamp: authorities,
  })
  // HAZARD: a session that Chromium's network service has died under fails for ever on Electron 33.
  // https://github.com/electron/electron/issues/49572
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName === 'network.mojom.NetworkService') sessions.forget()
  })
  return {
    ask: async question =>
      sessions.use(async own => {
        const request = plexRequest(own, question)
        prepare(request)
        return exchange(request, question)
      }),
    async goesByProxy(url) {
      const late = AbortSignal.timeout(LONGEST_LOOK_MS)
      const ways = sessions.use(async own => own.resolveProxy(url))
      const none = new Promise<string>(resolve => late.addEventListener('abort', () => resolve('DIRECT')))
      return !(await Promise.race([ways, none]).catch(() => 'DIRECT')).includes('DIRECT')
    },
  }
}

export const plexRequest = (
  own: Session,
  { url, method, headers }: Pick<Question, 'url' | 'method' | 'headers'>,
): ClientRequest =>
  net.request({ session: own, url, method, credentials: 'omit', redirect: 'error', headers: { ...headers } })

/**
 * When the person's certificate authorities last changed on Linux. HAZARD: what a session once found of a certificate it
 * goes on saying, also after its authority was added there.
 */
function authorities(): string {
  const files = ['.pki/nssdb/cert9.db', '.local/share/pki/nssdb/cert9.db']
  return files.map(file => changedAt(join(app.getPath('home'), file))).join(' ')
}

function changedAt(file: string): number | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs
  } catch {
    return undefined
  }
}
