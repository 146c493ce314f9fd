import fc from 'fast-check'

type Drawn<T> = T extends fc.Arbitrary<infer U> ? U : never

const shortLifeMs = fc.integer({ min: 1, max: 4_000 })
const lifeMs = fc.oneof({ weight: 3, arbitrary: shortLifeMs }, fc.integer({ min: 1, max: 900_000 }))
const problem = fc.constantFrom(
  'offline',
  'service',
  'rate-limited',
  'certificate',
  'keychain-locked',
  'keychain-emptied',
)
const chance = fc.double({ min: 0, max: 1, noNaN: true })

/** PINs and claims of an earlier run, with numbers that this run does not use. */
const leftOver = fc.record({
  pins: fc
    .uniqueArray(
      fc.record({
        pin: fc.record({ id: fc.integer({ min: 101, max: 104 }), code: fc.constant('CD34') }),
        role: fc.constantFrom('current', 'replaced', 'cancelled'),
        lifeMs,
        remainingMs: lifeMs,
      }),
      { maxLength: 2, selector: ({ pin: { id } }) => id },
    )
    .map(pins =>
      pins.filter(({ role }, i) => role !== 'current' || pins.findIndex(other => other.role === role) === i),
    ),
  claims: fc.uniqueArray(fc.integer({ min: 201, max: 203 }), { maxLength: 2 }),
})

/** The fate of a request: it is answered, it fails, or it finds nothing there. */
const fateWith = (
  life: fc.Arbitrary<number>,
  poll: fc.Arbitrary<'pending' | 'missed' | 'gone' | 'claimed'>,
) =>
  fc.record({
    goes: fc.oneof({ weight: 4, arbitrary: fc.constant('well') }, fc.constantFrom('badly', 'nowhere')),
    poll,
    lifeMs: life,
    problem,
    retryAfterMs: fc.integer({ min: 0, max: 600_000 }),
    chance,
    kept: fc.constantFrom('keychain', 'keychain-locked', 'unseen'),
  })
const anyFate = fateWith(
  lifeMs,
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('pending') },
    { weight: 2, arbitrary: fc.constant('claimed') },
    fc.constantFrom('missed', 'gone'),
  ),
)
export type Fate = Drawn<typeof anyFate>

/** What the person, the computer and the keychain do. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('start'), keychainMissing: fc.nat(9).map(nth => nth === 0) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'cancel' } as const) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'sign-out' } as const, { kind: 'disown' } as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { kind: 'answer', choice: 'keep' } as const,
      { kind: 'answer', choice: 'revoke' } as const,
    ),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'try-now' } as const) },
  fc.record({ kind: fc.constant('resumed'), sleptMs: fc.oneof(fc.constant(0), fc.nat(900_000)), chance }),
  fc.constantFrom(
    { kind: 'doubted' } as const,
    { kind: 'keychain-opened' } as const,
    { kind: 'moved' } as const,
    { kind: 'left-over' } as const,
  ),
)
export type Happening = Drawn<typeof happening>

/** Answers that carry the epoch of an attempt. */
export const mintKinds = ['mint-due', 'pin-issued', 'mint-missed'] as const
/** Answers that carry the id of a session. */
export const sessionKinds = [
  'check-due',
  'nothing-held',
  'nothing-to-adopt',
  'refused',
  'erased',
  'held',
  'identified',
  'unidentified',
] as const
const pollKinds = ['poll-due', 'poll-pending', 'poll-missed', 'pin-gone', 'pin-claimed'] as const

/** Which of the open requests is answered, and how. */
const answerWith = (fate: fc.Arbitrary<Fate>) =>
  fc.record({ kind: fc.constant('answer'), which: fc.nat(5), fate })
const timer = fc.record({ kind: fc.constant('timer') })
const wait = fc.record({ kind: fc.constant('wait'), ms: fc.nat(6_000) })
/** An answer that comes too late: for an earlier attempt, a session that is over, or a PIN that is not watched. */
const stray = fc.record({
  kind: fc.constant('stray'),
  says: fc.constantFrom(...mintKinds, ...sessionKinds, ...pollKinds),
  ago: fc.nat(9),
  fate: anyFate,
})
const anyStep = fc.oneof(
  { weight: 6, arbitrary: answerWith(anyFate) },
  { weight: 4, arbitrary: timer },
  { weight: 1, arbitrary: wait },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('happening'), happening }) },
  stray,
)
export type Draw = Drawn<typeof anyStep>

/** Codes are requested and expire; nobody approves or cancels one. */
const unapprovedStep = fc.oneof(
  {
    weight: 6,
    arbitrary: answerWith(fateWith(shortLifeMs, fc.constantFrom('pending', 'pending', 'missed'))),
  },
  { weight: 5, arbitrary: timer },
  { weight: 1, arbitrary: wait },
  fc.constant({ kind: 'happening', happening: { kind: 'start', keychainMissing: false } } as const),
)

const livesOf = (step: fc.Arbitrary<Draw>, isHeld: fc.Arbitrary<boolean>, most: number) =>
  fc.record({
    /** Whether an earlier run left a token, and what else: some is found with the token, some reported later. */
    isHeld,
    left: leftOver,
    leftLater: leftOver,
    /** plex.tv refuses every token. */
    isRefused: fc.nat(2).map(nth => nth === 0),
    steps: fc.array(step, { maxLength: most, size: 'max' }),
  })

export const anyLives = livesOf(anyStep, fc.boolean(), 160)
export const unapprovedLives = livesOf(unapprovedStep, fc.constant(false), 300)
export type Life = Drawn<typeof anyLives>
