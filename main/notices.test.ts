import { expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { createNotices } from './notices.ts'

const source = (notice: Snapshot['notice']) => ({
  notice: () => notice,
  dismissNotice: () => void (notice = null),
})

it('are told one at a time, each until it is dismissed', () => {
  const notices = createNotices([
    source(null),
    source('launch-at-login-kept'),
    source(null),
    source('memory-broken'),
    source('preferences-broken'),
  ])
  const told = []
  for (const _ of [1, 2, 3, 4]) {
    told.push(notices.notice())
    notices.dismissNotice()
  }
  expect(told).toEqual(['launch-at-login-kept', 'memory-broken', 'preferences-broken', null])
})
