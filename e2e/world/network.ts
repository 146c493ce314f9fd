import type { RunningApp } from './app.ts'

/** Ends what was done to the network. */
export type Lift = () => Promise<void>

/** The sessions for requests to plex.tv: the next one is used after each unanswered request. */
export const plexSessions = ['plex-tv', ...Array.from({ length: 9 }, (_, index) => `plex-tv-${index + 2}`)]

/**
 * Makes every request of the app fail as Chromium reports it on such a network. Chromium's own offline emulation does
 * not reach requests of the main process.
 */
async function failWith({ electron }: RunningApp, error: number): Promise<Lift> {
  await electron.evaluate(
    ({ session }, { code, names }) => {
      for (const name of names) {
        const { protocol } = session.fromPartition(name, { cache: false })
        protocol.interceptStringProtocol('https', (_request, answer) => answer({ error: code }))
      }
    },
    { code: error, names: plexSessions },
  )
  return () =>
    electron.evaluate(({ session }, names) => {
      for (const name of names)
        session.fromPartition(name, { cache: false }).protocol.uninterceptProtocol('https')
    }, plexSessions)
}

/** net::ERR_INTERNET_DISCONNECTED */
export const goOffline = (app: RunningApp): Promise<Lift> => failWith(app, -106)

/** net::ERR_NAME_NOT_RESOLVED */
export const loseNames = (app: RunningApp): Promise<Lift> => failWith(app, -105)

/** Counts the main process's requests from now on; the returned function gives the count. */
export async function countRequests({ electron }: RunningApp): Promise<() => Promise<number>> {
  const counter = await electron.evaluateHandle(({ net }) => {
    const request = net.request.bind(net)
    const counted = { requests: 0 }
    net.request = options => {
      counted.requests += 1
      return request(options)
    }
    return counted
  })
  return () => counter.evaluate(({ requests }) => requests)
}

/** Sends the app's requests through a proxy that nobody runs. */
export async function loseProxy({ electron }: RunningApp): Promise<Lift> {
  const set = (config: Electron.ProxyConfig) =>
    electron.evaluate(
      async ({ session }, { config, names }) => {
        const all = names.map(name => session.fromPartition(name, { cache: false }))
        await Promise.all(all.map(async each => each.setProxy(config)))
      },
      { config, names: plexSessions },
    )
  await set({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:9' })
  return () => set({ mode: 'system' })
}

/** What the system says of the network when the app looks. */
export const setOnline = ({ electron }: RunningApp, online: boolean): Promise<void> =>
  electron.evaluate(({ net }, answer) => void (net.isOnline = () => answer), online)

/** What the system tells the app when it wakes up. */
export const wakeUp = ({ electron }: RunningApp): Promise<void> =>
  // In a turn of its own, since the inspector calls in the middle of other code.
  electron.evaluate(
    ({ powerMonitor }) =>
      new Promise<void>(resolve => void setImmediate(() => resolve(void powerMonitor.emit('resume')))),
  )
