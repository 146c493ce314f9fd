import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServerId } from '../main/plex/servers.ts'
import { serverPage } from '../main/plex/links.ts'
import { createLocalClock } from '../main/plex/local-clock.ts'
import {
  claimedPin,
  identifierMissing,
  noSuchEndpoint,
  notAuthenticated,
  pinNotFound,
  rateLimited,
  resources,
  user,
  weakPin,
} from '../main/plex/recorded.fake.ts'
import { retryAfter } from '../main/plex/request.ts'
import { fuzz } from './fuzz.ts'
import { type Answer, answers, type Sample, isFitToShow, moment, outcome, plexThatAnswers } from './plex.ts'
import { Secret } from '../main/secret.ts'
import { countReached } from '../common/reached.fake.ts'

const newPin: Sample = [201, weakPin]
const claimed: Sample = [200, claimedPin]
/** The PIN that is asked after, before it is claimed. */
const pending: Sample = [200, weakPin.replace('1174342418', '900001')]
const dead: Sample = [401, notAuthenticated]
const gone: Sample = [404, pinNotFound]
const refusals: Sample[] = [[400, identifierMissing], [404, noSuchEndpoint], dead, gone, [429, rateLimited]]
const token = new Secret('a-token-of-ours')
const never = () => new AbortController().signal
const DAY_MS = 86_400_000

/** Said by plex.tv itself: with its status and its code, in JSON. */
const says = ({ status, body }: Answer, wanted: number, code: number) =>
  status === wanted && new TextDecoder().decode(body).includes(String(code))

describe('plex.tv', () => {
  /** How often an answer was whole enough for what is held against it. */
  const reached = {
    newPin: countReached(),
    gone: countReached(),
    claimed: countReached(),
    pending: countReached(),
    account: countReached(),
    dead: countReached(),
    servers: countReached(),
    revoked: countReached(),
    deadBefore: countReached(),
    serverId: countReached(),
  }

  fuzz('a new PIN', answers([newPin, newPin, claimed, ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).issue('weak', never()))
    if ('problem' in got) return
    reached.newPin.again()
    const { pin, lifeMs } = got.value
    expect(pin.code).toMatch(/^[A-Z0-9]{4,8}$/)
    expect(Number.isSafeInteger(pin.id) && pin.id > 0).toBe(true)
    expect(lifeMs > 0 && lifeMs <= DAY_MS).toBe(true)
  })

  fuzz('a poll', answers([pending, pending, claimed, claimed, gone, ...refusals]), async answer => {
    const pin = { id: 900_001, code: 'KYLX' }
    const got = await outcome(plexThatAnswers(answer).check(pin, 1_000, never()))
    if ('problem' in got) return
    reached[got.value.kind].again()
    if (got.value.kind === 'gone') expect(says(answer, 404, 1020)).toBe(true)
    if (got.value.kind === 'claimed') expect(got.value.token.reveal()).toMatch(/^[\x21-\x7e]{8,4096}$/)
    if (got.value.kind === 'pending') expect(got.value.lifeMs >= 0 && got.value.lifeMs <= DAY_MS).toBe(true)
  })

  fuzz('an account', answers([[200, user], [200, user], dead, ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).account(token, never()))
    if ('value' in got) {
      reached.account.again()
      expect(isFitToShow({ account: got.value })).toBe(true)
    } else if (got.problem === 'refused') {
      reached.dead.again()
      expect(says(answer, 401, 1001)).toBe(true)
    }
  })

  fuzz('a list of servers', answers([[200, resources], [200, resources], ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).servers(token, never()))
    if ('problem' in got) return
    if (got.value.length > 0) reached.servers.again()
    expect(isFitToShow({ list: got.value })).toBe(true)
    for (const { id } of got.value)
      expect(serverPage(id)).toMatch(/^https:\/\/app\.plex\.tv\/desktop\/#!\/media\//)
  })

  fuzz('a refusal', answers([[204, '{}'], dead, ...refusals]), async answer => {
    const api = plexThatAnswers(answer)
    const got = await outcome(api.revoke(token, never()))
    if ('value' in got) {
      reached.revoked.again()
      expect(answer.status).toBe(204)
    } else if (got.problem === 'refused') {
      reached.deadBefore.again()
      expect(says(answer, 401, 1001)).toBe(true)
    }
  })

  const moments = fc.option(fc.oneof(moment, fc.string({ unit: 'binary', maxLength: 40 })))
  fuzz('Retry-After and Date', fc.tuple(moments, moments), ([wait, date]) => {
    const pause = retryAfter(wait, date)
    expect(Number.isFinite(pause) && pause >= 0).toBe(true)
    const clock = createLocalClock({
      now: () => 0,
      calendar: () => 1_800_000_000_000,
      at: () => () => undefined,
    })
    clock.compare(date)
    const theirs = Date.parse(date ?? '')
    expect(clock.looksWrong()).toBe(Math.abs(theirs - 1_800_000_000_000) > DAY_MS)
  })

  const ids = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w-]{1,70}$/))
  fuzz('the id of a server', ids, id => {
    if (!isServerId(id)) return
    reached.serverId.again()
    expect(new URL(serverPage(id)).host).toBe('app.plex.tv')
    expect(id).toMatch(/^[A-Za-z0-9-]{1,64}$/)
  })
  it('was whole enough, often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(5)
  })
})
