import fc from 'fast-check'
import type { Like } from './dialogs.fake.ts'
import type { StoredHint } from './port.ts'

export const ACCOUNTS = ['plex-token', 'unfinished'] as const
export type Account = (typeof ACCOUNTS)[number]

/** A keyring that is there from the start, and one that somebody makes. */
export const OTHER = 'other'

const account = fc.constantFrom(...ACCOUNTS)
const silently = fc.boolean()
const name = fc.constantFrom('login', OTHER)

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constantFrom('read', 'settle', 'erase'), account, silently }),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('write'), account, silently }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('answer'), yes: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('wait'), ms: fc.constantFrom(500, 1_000, 6_000, 60_000) }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('lock', 'unlock'), name }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('take', 'replace'), account }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unmake'), name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('crash', 'forget', 'cancel', 'end', 'start', 'silent', 'make'),
    }),
  },
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** A history, and what it begins with. */
export const histories = fc.record({
  like: fc.constantFrom<Like>('gnome', 'keepassxc'),
  confirms: fc.boolean(),
  confirmsDelete: fc.boolean(),
  hint: fc.constantFrom<StoredHint>('yes', 'no', 'unknown', 'given-up'),
  locked: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
})

export type History = typeof histories extends fc.Arbitrary<infer H> ? H : never
