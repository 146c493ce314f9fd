import { goOffline, loseNames, setOnline } from '../world/network.ts'
import type { Parts } from '../world/test.ts'
import type { Life } from './life.ts'

export type Lift = () => Promise<void>

interface Trouble {
  readonly name: string
  /** Does not outlast the app. */
  readonly within?: true
  readonly begin: (life: Life) => Promise<Lift>
}

/** What can stand between the app and plex.tv. None of it lets a request hang, since its time-out is in real time. */
export function troubles({ simulator }: Pick<Parts, 'simulator'>): readonly Trouble[] {
  const fault = (name: string, kind: Parameters<typeof simulator.fault>[1]): Trouble => ({
    name,
    begin: async () => {
      const planned = simulator.fault('any', kind, Infinity)
      return async () => planned.clear()
    },
  })
  const tls = (mode: 'expired' | 'self-signed' | 'wrong-host'): Trouble => ({
    name: `a certificate that is ${mode}`,
    begin: async () => {
      simulator.tls(mode)
      return async () => simulator.tls('trusted')
    },
  })
  /** What fails before it leaves the computer is silence to plex.tv, as if it could not be reached. */
  const silent = (name: string, begin: (life: Life) => Promise<Lift>): Trouble => ({
    name,
    within: true,
    begin: async life => {
      simulator.pause()
      const lift = await begin(life)
      return async () => {
        await lift()
        simulator.resume()
      }
    },
  })
  return [
    {
      name: 'plex.tv refuses connections',
      within: true,
      begin: async () => {
        simulator.pause()
        return async () => simulator.resume()
      },
    },
    silent('offline', async life => {
      const app = life.app()
      const lift = await goOffline(app)
      await setOnline(app, false)
      return async () => {
        await lift()
        await setOnline(app, true)
      }
    }),
    silent('no names', async life => loseNames(life.app())),
    fault('503', { kind: 'unavailable' }),
    fault('500', { kind: 'server-error' }),
    fault('502', { kind: 'bad-gateway' }),
    fault('429', { kind: 'rate-limited' }),
    fault('captive portal', { kind: 'captive-portal' }),
    fault('half an answer', { kind: 'truncated-json' }),
    fault('404 of an edge', { kind: 'edge-404' }),
    fault('reset', { kind: 'reset' }),
    tls('expired'),
    tls('self-signed'),
    tls('wrong-host'),
  ]
}
