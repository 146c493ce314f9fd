import fc from 'fast-check'
import { describe, expect } from 'vitest'
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
} from '../main/plex/recorded.ts'
import { retryAfter } from '../main/plex/request.ts'
import { fuzz } from './fuzz.ts'
import { type Answer, answers, isFitToShow, moment, outcome, plexThatAnswers } from './plex.ts'
import { Secret } from '../main/secret.ts'

const refusals = [identifierMissing, noSuchEndpoint, notAuthenticated, pinNotFound, rateLimited]
const token = new Secret('a-token-of-ours')
const never = () => new AbortController().signal
const DAY_MS = 86_400_000

/** Said by plex.tv itself: with its status and its code, in JSON. */
const says = ({ status, body }: Answer, wanted: number, code: number) =>
  status === wanted && new TextDecoder().decode(body).includes(String(code))

describe('plex.tv', () => {
  fuzz('a new PIN', answers([weakPin, weakPin, claimedPin, ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).issue('weak', never()))
    if ('problem' in got) return
    const { pin, lifeMs } = got.value
    expect(pin.code).toMatch(/^[A-Z0-9]{4,8}$/)
    expect(Number.isSafeInteger(pin.id) && pin.id > 0).toBe(true)
    expect(lifeMs > 0 && lifeMs <= DAY_MS).toBe(true)
  })

  fuzz('a poll', answers([weakPin, claimedPin, claimedPin, ...refusals]), async answer => {
    const pin = { id: 900_001, code: 'KYLX' }
    const got = await outcome(plexThatAnswers(answer).check(pin, 1_000, never()))
    if ('problem' in got) return
    if (got.value.kind === 'gone') expect(says(answer, 404, 1020)).toBe(true)
    if (got.value.kind === 'claimed') expect(got.value.token.reveal()).toMatch(/^[\x21-\x7e]{8,4096}$/)
    if (got.value.kind === 'pending') expect(got.value.lifeMs >= 0 && got.value.lifeMs <= DAY_MS).toBe(true)
  })

  fuzz('an account', answers([user, user, user, ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).account(token, never()))
    if ('value' in got) expect(isFitToShow({ account: got.value })).toBe(true)
    else if (got.problem === 'refused') expect(says(answer, 401, 1001)).toBe(true)
  })

  fuzz('a list of servers', answers([resources, resources, ...refusals]), async answer => {
    const got = await outcome(plexThatAnswers(answer).servers(token, never()))
    if ('problem' in got) return
    expect(isFitToShow({ list: got.value })).toBe(true)
    for (const { id } of got.value)
      expect(serverPage(id)).toMatch(/^https:\/\/app\.plex\.tv\/desktop\/#!\/media\//)
  })

  fuzz('a refusal', answers(refusals), async answer => {
    const api = plexThatAnswers(answer)
    const got = await outcome(api.revoke(token, never()))
    if ('value' in got) expect(answer.status).toBe(204)
    else if (got.problem === 'refused') expect(says(answer, 401, 1001)).toBe(true)
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

  fuzz('the id of a server', fc.oneof(fc.anything(), fc.string({ unit: 'binary' })), id => {
    if (!isServerId(id)) return
    expect(new URL(serverPage(id)).host).toBe('app.plex.tv')
    expect(id).toMatch(/^[A-Za-z0-9-]{1,64}$/)
  })
})
