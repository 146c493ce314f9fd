import { beforeEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../common/ids.ts'
import type { Account, Problem, Server, Servers } from '../../common/sign-in-view.ts'
import { ada, attic, SESSION } from '../../common/samples.fake.ts'
import { settle } from '../clock.fake.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import { createServers } from './servers.ts'

const cellar: Server = { ...attic, id: 'b2', name: 'Cellar' }
const nothing: Servers = { list: null, refreshing: false, problem: null }
const knowing = (...list: Server[]): Servers => ({ ...nothing, list })
/** plex.tv confirms the sign-in: the same account, told anew. */
const confirmed = (account: Account = ada): Account => ({ ...account })

interface Asked {
  readonly token: string
  readonly signal: AbortSignal
  readonly tell: (answer: readonly Server[] | Problem) => Promise<void>
}

const ANOTHER = '5e551011-0000-4000-8000-000000000002' as SessionId

let asked: Asked[]
let doubts: number
let observed: unknown[][]
let held: { value: string | undefined }
let servers: ReturnType<typeof createServers>

beforeEach(() => {
  asked = []
  doubts = 0
  observed = []
  held = { value: 'the-token' }
  servers = createServers({
    api: {
      servers: (token, signal) =>
        new Promise((resolve, reject) => {
          const tell: Asked['tell'] = answer => {
            if (typeof answer === 'string') reject(new Failure(answer))
            else resolve(answer)
            return settle()
          }
          asked.push({ token: token.reveal(), signal, tell })
        }),
    },
    vault: {
      async read() {
        if (held.value === 'keychain-locked' || held.value === 'keychain-emptied')
          throw new Failure(held.value)
        return held.value === undefined
          ? undefined
          : { session: SESSION, token: new Secret(held.value), kept: 'keychain' }
      },
    },
    doubted: () => void doubts++,
    observe: (...what) => void observed.push(what),
  })
})

const last = () => {
  const asking = asked.at(-1)
  if (asking === undefined) throw new Error('Nothing was asked')
  return asking
}
async function follow(account: Account | null, id = SESSION) {
  servers.follow(account && { id, account })
  await settle()
}
async function refresh() {
  servers.refresh(SESSION)
  await settle()
}
/** Signed in, with a list. */
async function known(...list: Server[]) {
  await follow(confirmed())
  await last().tell(list)
}

describe('the servers of the account', () => {
  it('are nothing, and nobody is asked, while nobody is signed in', async () => {
    await follow(null)
    await refresh()
    expect([servers.state(), asked]).toEqual([nothing, []])
  })

  it('are asked for with the token when the sign-in is confirmed', async () => {
    await follow(confirmed())
    expect(servers.state()).toEqual({ ...nothing, refreshing: true })
    await last().tell([attic, cellar])
    expect([servers.state(), asked.map(({ token }) => token)]).toEqual([
      knowing(attic, cellar),
      ['the-token'],
    ])
  })

  it('are asked for again at each confirmation, and only then', async () => {
    const account = confirmed()
    await follow(account)
    await last().tell([attic])
    await follow(account)
    expect(asked).toHaveLength(1)
    await follow(confirmed())
    expect([asked.length, servers.state()]).toEqual([2, { ...knowing(attic), refreshing: true }])
    await last().tell([cellar])
    expect(servers.state()).toEqual(knowing(cellar))
  })

  it('are asked for once at a time', async () => {
    await follow(confirmed())
    await refresh()
    await follow(confirmed())
    expect(asked).toHaveLength(1)
    await last().tell([attic])
    await refresh()
    expect(asked).toHaveLength(2)
  })

  it('may be none, which is not the same as unknown', async () => {
    await known()
    expect(servers.state()).toEqual(knowing())
  })

  it('are opened only by an id that is in the list', async () => {
    expect(servers.has(SESSION, attic.id)).toBe(false)
    await known(attic)
    expect([servers.has(SESSION, attic.id), servers.has(SESSION, cellar.id)]).toEqual([true, false])
    await follow(null)
    expect(servers.has(SESSION, attic.id)).toBe(false)
  })

  it('are of one session: no other opens or refreshes them', async () => {
    await known(attic)
    expect(servers.has(ANOTHER, attic.id)).toBe(false)
    servers.refresh(ANOTHER)
    await settle()
    expect(asked).toHaveLength(1)
  })

  it('are forgotten with their session, though the next one is of the same person', async () => {
    await known(attic)
    await follow(confirmed(), ANOTHER)
    expect([servers.state(), servers.has(ANOTHER, attic.id)]).toEqual([
      { ...nothing, refreshing: true },
      false,
    ])
  })

  it('are told to whoever subscribed, only when something changed', async () => {
    const seen: Servers[] = []
    servers.subscribe(state => void seen.push(state))
    await follow(null)
    await known(attic)
    await follow(null)
    await follow(null)
    expect(seen).toEqual([{ ...nothing, refreshing: true }, knowing(attic), nothing])
  })
})

describe('the end of a session', () => {
  it('forgets the list and ends what is on its way', async () => {
    await known(attic)
    await refresh()
    await follow(null)
    expect([servers.state(), last().signal.aborted]).toEqual([nothing, true])
  })

  it.each<[string, readonly Server[] | Problem]>([
    ['a list', [attic]],
    ['a failure', 'service'],
    ['a refusal', 'refused'],
  ])('is not changed by %s that comes late', async (_what, answer) => {
    await follow(confirmed())
    await follow(null)
    await last().tell(answer)
    expect([servers.state(), doubts, observed]).toEqual([nothing, 0, []])
  })

  it('lets no answer of an earlier session into the next', async () => {
    await follow(confirmed())
    const earlier = last()
    await follow(null)
    await follow(confirmed())
    await earlier.tell([cellar])
    expect([servers.state(), asked.length]).toEqual([{ ...nothing, refreshing: true }, 2])
    await last().tell([attic])
    expect(servers.state()).toEqual(knowing(attic))
  })

  it('asks nobody when it comes while the keychain is read', async () => {
    servers.follow({ id: SESSION, account: confirmed() })
    servers.follow(null)
    await settle()
    expect([servers.state(), asked, doubts]).toEqual([nothing, [], 0])
  })

  it('is also that of a token which was replaced by somebody else’s', async () => {
    await known(attic)
    await refresh()
    const earlier = last()
    await follow({ ...ada, name: 'Grace', username: 'grace', email: 'grace@example.com' })
    expect([servers.state(), earlier.signal.aborted]).toEqual([{ ...nothing, refreshing: true }, true])
    await earlier.tell([attic])
    await last().tell([cellar])
    expect(servers.state()).toEqual(knowing(cellar))
  })
})

describe('a refresh that fails', () => {
  it.each<Problem>(['offline', 'service', 'rate-limited', 'unexpected', 'certificate'])(
    'keeps the list and says why: %s',
    async problem => {
      await known(attic)
      await refresh()
      await last().tell(problem)
      expect([servers.state(), doubts]).toEqual([{ ...knowing(attic), problem }, 0])
      expect(observed).toEqual([['servers missed', new Failure(problem)]])
    },
  )

  it('says so until one succeeds', async () => {
    await follow(confirmed())
    await last().tell('offline')
    expect(servers.state()).toEqual({ ...nothing, problem: 'offline' })
    await refresh()
    expect(servers.state()).toEqual({ list: null, refreshing: true, problem: 'offline' })
    await last().tell([attic])
    expect(servers.state()).toEqual(knowing(attic))
  })

  it('says that the keychain is locked', async () => {
    held.value = 'keychain-locked'
    await follow(confirmed())
    expect([servers.state(), asked, doubts]).toEqual([{ ...nothing, problem: 'keychain-locked' }, [], 0])
  })

  it('leaves it to the sign-in to find out that the token is dead', async () => {
    await known(attic)
    await refresh()
    await last().tell('refused')
    expect([servers.state(), doubts]).toEqual([knowing(attic), 1])
  })

  it.each(['keychain-emptied', undefined] as const)(
    'leaves it to the sign-in to find out that the token is gone: %s',
    async value => {
      await known(attic)
      held.value = value
      await refresh()
      expect([servers.state(), asked.length, doubts]).toEqual([knowing(attic), 1, 1])
    },
  )

  it('doubts as often as the person asks while nobody has confirmed', async () => {
    await follow(confirmed())
    await last().tell('refused')
    await refresh()
    await last().tell('refused')
    expect([servers.state(), doubts]).toEqual([nothing, 2])
  })

  it('asks nothing with a token that was put in the place of the confirmed one, before it is confirmed', async () => {
    await known(attic)
    held.value = 'token-of-another'
    await refresh()
    expect({ asked: asked.map(({ token }) => token), doubts, shown: servers.state() }).toEqual({
      asked: ['the-token'],
      doubts: 1,
      shown: knowing(attic),
    })
    await follow({ ...ada, name: 'Grace', username: 'grace', email: 'grace@example.com' })
    await last().tell([cellar])
    expect([last().token, servers.state()]).toEqual(['token-of-another', knowing(cellar)])
  })

  it('does not doubt without end when plex.tv confirms the token and refuses it again', async () => {
    await follow(confirmed())
    await last().tell('refused')
    await follow(confirmed())
    await last().tell('refused')
    expect([servers.state(), doubts]).toEqual([{ ...nothing, problem: 'unexpected' }, 1])
    await follow(confirmed())
    await last().tell([attic])
    await refresh()
    await last().tell('refused')
    expect([servers.state(), doubts]).toEqual([knowing(attic), 2])
  })
})

it('asks nothing and changes nothing after its end', async () => {
  await known(attic)
  await refresh()
  servers.dispose()
  await last().tell([cellar])
  await follow(confirmed())
  await refresh()
  expect([servers.state(), asked.length, last().signal.aborted]).toEqual([
    { ...knowing(attic), refreshing: true },
    2,
    true,
  ])
})

it('are asked for again when the way to plex.tv is open, where that was missing', async () => {
  servers.follow({ id: SESSION, account: confirmed() })
  await settle()
  await last().tell('service')
  servers.unblocked()
  await settle()
  expect(asked).toHaveLength(1)
  servers.refresh(SESSION)
  await settle()
  await last().tell('proxy-password')
  servers.unblocked()
  await settle()
  expect(asked).toHaveLength(3)
  await last().tell([attic])
  expect(servers.state()).toEqual(knowing(attic))
})
