import type { KeyId } from '../../common/ids.ts'
import { Secret } from '../secret.ts'
import { newRecord } from './record.ts'

/** A key that is to be taken back, and its token. */
export const leavingKey = {
  ...newRecord({
    id: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11' as KeyId,
    owner: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a12',
    identifier: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a13',
    name: 'Kometa',
    preset: 'kometa',
    server: null,
    madeAt: 0,
    session: null,
    once: false,
  } as Parameters<typeof newRecord>[0]),
  stage: 'leaving',
  stored: 'yes',
} as const

export const leavingToken = new Secret('sentinel-token-12345')
