import type { Account, PinRecord } from '../../simulator/records.ts'
import type { Parts } from '../world/test.ts'
import { createLife, type Life } from './life.ts'
import type { Random } from './random.ts'
import { type Lift, troubles } from './weather.ts'

export interface Approval {
  readonly token: string
  readonly pinId: number
  readonly code: string
  readonly account: Account
}

/** What the person who soaks the app knows and can do. */
export interface World extends Omit<Parts, 'launch' | 'app' | 'window'> {
  readonly random: Random
  readonly life: Life
  readonly people: readonly Account[]
  readonly approvals: readonly Approval[]
  /** Begins a trouble of the network that lasts so long; tells its name. */
  disturb(milliseconds: number): Promise<string>
  /** Ends the present trouble if it is over by now, or in any case. */
  calm(when: 'if it is over' | 'if it ends with the app' | 'now'): Promise<void>
  /** The trouble of the network, or null. */
  trouble(): string | null
  /** The newest PIN that can still be approved and has a code other than this. */
  approvable(except: string | undefined): PinRecord | undefined
  /** Approves a code at plex.tv, by default as anybody; false when it has ended. */
  approve(code: string, account?: Account): boolean
  /** When a locked keyring is to be opened again, in elapsed time; null while it is open. */
  lockedUntil: number | null
  /** Since when the keyring has answered without a break, in elapsed time. */
  keyringOpenSince: number
}

export function createWorld(parts: Omit<Parts, 'app' | 'window'>, random: Random): World {
  const { simulator } = parts
  const life = createLife(parts, () => random.next())
  const kinds = troubles(parts)
  const grace = simulator.account({ username: 'grace', title: 'Grace Hopper' })
  const people = [...simulator.accounts().filter(account => account !== grace), grace]
  let present:
    | { readonly name: string; readonly until: number; readonly lift: Lift; readonly within: boolean }
    | undefined

  const approvals: Approval[] = []
  const pending = () => simulator.pins().filter(({ state }) => state === 'pending')

  return {
    ...parts,
    random,
    life,
    people,
    approvals,
    async disturb(milliseconds) {
      const { name, begin, within = false } = random.pick(kinds)
      present = { name, until: life.elapsed() + milliseconds, lift: await begin(life), within }
      return name
    },
    async calm(when) {
      if (present === undefined) return
      const { until, within, lift } = present
      if (when === 'if it is over' && life.elapsed() < until) return
      if (when === 'if it ends with the app' && !within) return
      present = undefined
      await lift()
    },
    trouble: () => present?.name ?? null,
    approvable: except => pending().findLast(({ code }) => code !== except),
    approve(code, account = random.pick(people)) {
      const pin = pending().findLast(each => each.code === code)
      if (pin === undefined) return false
      approvals.push({ token: simulator.claim(pin, account), pinId: pin.id, code, account })
      return true
    },
    lockedUntil: null,
    keyringOpenSince: 0,
  }
}
