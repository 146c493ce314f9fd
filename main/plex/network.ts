import { app, type ClientRequest, net, type Session, session } from 'electron'
import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import type { FileWork } from '../files/file-work.ts'
import { exchange, type Question } from './exchange.ts'
import { createLastRequests } from './last-requests.ts'
import type { Network } from './request.ts'
import { createSessions } from './sessions.ts'

/** A proxy script may take as long as it likes. */
const LONGEST_LOOK_MS = 1_000
/** A request does not wait long for a disk. */
const PATIENCE_MS = 500

const lastRequests = createLastRequests<ClientRequest>()
let isHeld = false

/** In each bundle that makes requests. */
function holdLastRequests() {
  if (!isHeld) app.on('before-quit', () => lastRequests.hold())
  isHeld = true
}

/**
 * The main process's own requests: sessions in memory, the system's proxy and certificates, no cookies. `prepare` is
 * called with each request before it is sent.
 */
export function plexNetwork(
  userAgent: string,
  work: FileWork,
  prepare: (request: ClientRequest) => void,
): Network {
  let stamp = ''
  const sessions = createSessions<Session>({
    open(number) {
      const opened = session.fromPartition(number === 1 ? 'plex-tv' : `plex-tv-${number}`, { cache: false })
      opened.setUserAgent(userAgent)
      return opened
    },
    close: async old => old.closeAllConnections(),
    stamp: () => stamp,
  })
  // HAZARD: on Electron 33 a session fails for ever after Chromium's network service has died.
  // https://github.com/electron/electron/issues/49572
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName === 'network.mojom.NetworkService') sessions.forget()
  })
  holdLastRequests()
  return {
    async ask(question) {
      stamp = await work.within(PATIENCE_MS, 'certificate authorities', authorities).catch(() => stamp)
      return sessions.use(async own => {
        const request = plexRequest(own, question)
        prepare(request)
        return exchange(request, question)
      })
    },
    async goesByProxy(url) {
      const late = AbortSignal.timeout(LONGEST_LOOK_MS)
      const ways = sessions.use(async own => own.resolveProxy(url))
      const none = new Promise<string>(resolve => late.addEventListener('abort', () => resolve('DIRECT')))
      return !(await Promise.race([ways, none]).catch(() => 'DIRECT')).includes('DIRECT')
    },
  }
}

export function plexRequest(
  own: Session,
  { url, method, headers }: Pick<Question, 'url' | 'method' | 'headers'>,
): ClientRequest {
  holdLastRequests()
  return lastRequests.add(
    net.request({
      session: own,
      url,
      method,
      credentials: 'omit',
      redirect: 'error',
      headers: { ...headers },
    }),
  )
}

/**
 * When the person's certificate authorities last changed on Linux. HAZARD: a session remembers its verdict on a
 * certificate, even after the authority was added there.
 */
async function authorities(): Promise<string> {
  const found = []
  for (const file of ['.pki/nssdb/cert9.db', '.local/share/pki/nssdb/cert9.db']) {
    found.push(await changedAt(join(app.getPath('home'), file)))
  }
  return found.join(' ')
}

const changedAt = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
