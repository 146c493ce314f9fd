import type { DoctorAnswer } from '../../../common/access-answers.ts'
import type { Text } from '../../../common/text.ts'
import type { Clock } from '../../clock.ts'
import { type Devices, judgeDevices, judgeKeys } from './account.ts'
import {
  type Bus,
  judgeBus,
  judgeFiles,
  judgeLogin,
  judgeProgram,
  judgeSandbox,
  judgeTray,
  type OwnFile,
  type Program,
  type TrayState,
} from './computer.ts'
import { failed, type Finding, warning } from './finding.ts'
import { judgeKeychain, type KeychainState } from './keychain.ts'
import { isBarred, judgeClock, judgeWay, type PlexWay } from './way.ts'

/** What is looked at. Each may take as long as it likes, or reject; none asks the person. */
export interface Looks {
  readonly program: () => Program
  readonly isSandboxed: () => boolean
  /** Null where there is none on this system. */
  readonly bus: () => Promise<Bus | null>
  readonly tray: () => Promise<TrayState>
  readonly keychain: () => Promise<KeychainState>
  readonly isSignedIn: () => boolean
  readonly login: () => Parameters<typeof judgeLogin>[1]
  readonly folder: string
  readonly files: () => Promise<readonly OwnFile[]>
  readonly way: (signal: AbortSignal) => Promise<PlexWay>
  readonly keys: () => Parameters<typeof judgeKeys>[1]
  /** Null if nobody is signed in. */
  readonly devices: (signal: AbortSignal) => Promise<Devices | null>
}

interface Options {
  readonly text: Text
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly looks: Looks
  readonly report: (what: string, error: unknown) => void
}

type Line = DoctorAnswer['checks'][number]

interface Check {
  /** As scripts read it. */
  readonly name: string
  readonly withinMs: number
  readonly look: (signal: AbortSignal) => Promise<readonly (Finding & { readonly name?: string })[]>
}

export type Doctor = ReturnType<typeof createDoctor>

/** Looks at everything that a sign-in needs, all at once and each within its own time. Never rejects. */
export function createDoctor({ text, clock, looks, report }: Options) {
  let running: Promise<DoctorAnswer> | undefined

  const one = (finding: Finding | null) => (finding === null ? [] : [finding])

  function checks(): readonly Check[] {
    let way: Promise<PlexWay> | undefined
    const onTheWay = (signal: AbortSignal) => (way ??= looks.way(signal))
    return [
      { name: 'program', withinMs: 1_000, look: async () => one(judgeProgram(text, looks.program())) },
      { name: 'sandbox', withinMs: 1_000, look: async () => one(judgeSandbox(text, looks.isSandboxed())) },
      { name: 'tray', withinMs: 5_000, look: async () => one(judgeTray(text, await looks.tray())) },
      {
        name: 'session-bus',
        withinMs: 5_000,
        async look() {
          const bus = await looks.bus()
          return one(bus === null ? null : judgeBus(text, bus))
        },
      },
      {
        name: 'keychain',
        withinMs: 15_000,
        look: async () => one(judgeKeychain(text, await looks.keychain(), looks.isSignedIn())),
      },
      { name: 'start-at-login', withinMs: 1_000, look: async () => one(judgeLogin(text, looks.login())) },
      {
        name: 'files',
        withinMs: 8_000,
        look: async () => one(judgeFiles(text, looks.folder, await looks.files())),
      },
      { name: 'network', withinMs: 12_000, look: async signal => judgeWay(text, await onTheWay(signal)) },
      {
        name: 'clock',
        withinMs: 12_000,
        look: async signal => one(judgeClock(text, await onTheWay(signal))),
      },
      { name: 'keys', withinMs: 1_000, look: async () => one(judgeKeys(text, looks.keys())) },
      {
        name: 'devices',
        withinMs: 12_000,
        async look(signal) {
          const devices = await looks.devices(signal)
          const isUnasked = devices?.list === null && isBarred(text, await onTheWay(signal))
          return isUnasked ? [] : one(judgeDevices(text, devices))
        },
      },
    ]
  }

  async function made({ name, withinMs, look }: Check): Promise<readonly Line[]> {
    const late = new AbortController()
    const seconds = Math.round(withinMs / 1_000)
    let cancel = () => {}
    const givenUp = new Promise<readonly Line[]>(resolve => {
      cancel = clock.at(clock.now() + withinMs, () => {
        late.abort()
        resolve([
          { name, ...warning(text('doctor.late', { check: name, seconds }), text('doctor.lateNext')) },
        ])
      })
    })
    const looked = Promise.resolve()
      .then(() => look(late.signal))
      .then(findings => findings.map(finding => ({ name, ...finding })))
      .catch((error: unknown): readonly Line[] => {
        report(`What “${name}” is could not be looked at`, error)
        return [{ name, ...failed(text('doctor.broken', { check: name }), text('doctor.brokenNext')) }]
      })
    return Promise.race([looked, givenUp]).finally(() => cancel())
  }

  async function examined(): Promise<DoctorAnswer> {
    const lines = (await Promise.all(checks().map(made))).flat()
    // A line of this name says that the way could not be looked at, and so the clock could not either.
    const isUnknown = lines.some(({ name }) => name === 'network')
    return { checks: isUnknown ? lines.filter(({ name }) => name !== 'clock') : lines }
  }

  return {
    /** Those who ask meanwhile get the same answer. */
    examine: (): Promise<DoctorAnswer> =>
      (running ??= examined().finally(() => {
        running = undefined
      })),
  }
}

/** Whether `doctor` ends well: a warning is no failure. */
export const isWell = ({ checks }: DoctorAnswer): boolean => checks.every(({ result }) => result !== 'failed')
