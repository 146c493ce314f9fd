import { Secret } from '../secret.ts'
import { inTheOpen } from './vault.fake.ts'
import type { KeyId } from '../../common/ids.ts'
import type { SealedKeyPin, SealedPin, Unfinished } from './unfinished-text.ts'

export const pin: SealedPin = {
  id: 7,
  code: 'KYLX',
  role: 'current',
  lifeMs: 900_000,
  endsAt: 1_795_392_000_000,
}
export const claim = { pinId: 8, token: new Secret('claimed-token') }
export const debt = { token: new Secret('owed-token'), since: 1_795_000_000_000 }
export const keyPin: SealedKeyPin = {
  ...pin,
  id: 9,
  key: '4e700000-0000-4000-8000-000000000001' as KeyId,
}
export const keyDebt = {
  token: new Secret('owed-token-of-a-key'),
  since: 1_795_000_000_000,
  key: { identifier: '7e57ab1e-0000-4000-8000-000000000001', name: 'Kometa' },
}
export const all: Unfinished = { pins: [pin], keyPins: [], claims: [claim], owed: [debt] }
export const open = inTheOpen(all)
export const nothing = { pins: [], claims: [], owed: [] }
