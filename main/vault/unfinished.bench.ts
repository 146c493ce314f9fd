import { Secret } from '../secret.ts'
import { inTheOpen } from './keychain.bench.ts'
import type { SealedPin, Unfinished } from './unfinished.ts'

export const pin: SealedPin = {
  id: 7,
  code: 'KYLX',
  role: 'current',
  lifeMs: 900_000,
  endsAt: 1_795_392_000_000,
}
export const claim = { pinId: 8, token: new Secret('claimed-token') }
export const debt = { token: new Secret('owed-token'), since: 1_795_000_000_000 }
export const all: Unfinished = { pins: [pin], claims: [claim], owed: [debt] }
export const open = inTheOpen(all)
export const nothing = { pins: [], claims: [], owed: [] }
