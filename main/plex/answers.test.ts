import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { PinAnswer } from './answers.ts'
import { calls, changed, check, issue, pin, problem } from './api.fake.ts'
import { claimedPin, identifierMissing, type Recorded, weakPin } from './recorded.fake.ts'

describe('a recorded PIN', () => {
  it.each([
    ['that waits', weakPin],
    ['that is claimed', claimedPin],
  ])('%s is read whole, with all twelve fields', (_what, recorded) => {
    const answer = JSON.parse(recorded) as object
    expect(v.parse(PinAnswer, answer)).toEqual(answer)
    expect(Object.keys(answer).sort()).toEqual(Object.keys(PinAnswer.entries).sort())
    expect(Object.keys(answer)).toHaveLength(12)
  })

  it('has the eleven fields of a location', () => {
    const { location } = v.parse(PinAnswer, JSON.parse(weakPin))
    expect(Object.keys(location ?? {})).toHaveLength(11)
  })
})

describe('drift of a PIN', () => {
  const { location, ...bare } = JSON.parse(weakPin) as Record<string, unknown>
  const { city, postal_code, subdivisions, coordinates, in_privacy_restricted_region, ...area } =
    location as Record<string, unknown>
  it('has a sample with all that it takes away', () => {
    expect([city, postal_code, subdivisions, coordinates, in_privacy_restricted_region]).not.toContain(
      undefined,
    )
  })

  it.each([
    ['an address that plex.tv cannot place', { ...bare, location: area }],
    ['a postal code that is a number', { ...bare, location: { ...area, postal_code: 10_115 } }],
    ['no location', bare],
    ['a location of another kind', { ...bare, location: [] }],
    [
      'every other field of another kind',
      {
        ...bare,
        product: 0,
        trusted: 'no',
        qr: null,
        clientIdentifier: 1,
        createdAt: 1,
        expiresAt: {},
        newRegistration: 'x',
        location: 'CA',
      },
    ],
    ['the four fields that count', { id: pin.id, code: 'KYLX', expiresIn: 900, authToken: null }],
    ['no token field', { id: pin.id, code: 'KYLX', expiresIn: 900 }],
    ['a field that is new', { ...bare, authenticator: { kind: 'passkey' } }],
  ])('does not matter: %s', async (_what, value) => {
    expect(await issue({ status: 201, body: JSON.stringify(value) })).toEqual({ pin, lifeMs: 900_000 })
  })

  it('allows an id above 2³¹', async () => {
    expect((await issue({ status: 201, body: changed(weakPin, { id: 3_582_921_641 }) })).pin.id).toBe(
      3_582_921_641,
    )
  })
})

describe('an answer that is not plex.tv’s', () => {
  const malformed: ReadonlyArray<readonly [string, Recorded]> = [
    ['a page', { body: '<!doctype html><title>Welcome</title>', type: 'text/html' }],
    ['JSON that says it is a page', { body: weakPin, type: 'text/html' }],
    ['JSON that does not say so', { body: weakPin, type: null }],
    ['a page that says it is JSON', { body: '<html>' }],
    ['XML', { body: '<pin id="1" code="KYLX"/>', type: 'application/xml' }],
    ['cut short', { body: weakPin.slice(0, 300) }],
    ['nothing', {}],
    ['a list', { body: '[]' }],
    ['null', { body: 'null' }],
    ['text', { body: '"KYLX"' }],
    ['a redirect that was not refused', { status: 302, headers: { location: 'https://example.com' } }],
    ['a refusal', { status: 400, body: identifierMissing }],
    ['its own success, with a status of 403', { status: 403, body: weakPin }],
  ]
  const malformedFor = ['issue', 'check', 'account', 'revoke', 'servers'] as const
  it.each(
    malformed.flatMap(([what, recorded]) =>
      malformedFor
        // The one answer that is a list.
        .filter(name => name !== 'servers' || what !== 'a list')
        .map(name => [name, what, recorded] as const),
    ),
  )('is reported as such by %s: %s', async (name, _what, recorded) => {
    await expect(calls[name](recorded)).rejects.toMatchObject(problem('unexpected'))
  })

  it.each([
    ['id', '1174342418'],
    ['id', 0],
    ['id', 1.5],
    ['id', 2 ** 53],
    ['id', null],
    ['code', 1234],
    ['code', ''],
    ['code', 'KY X'],
    ['code', 'KYLX"><script>'],
    ['code', '../../x'],
    ['expiresIn', '900'],
    ['expiresIn', -1],
    ['expiresIn', 86_401],
    ['expiresIn', null],
    ['authToken', 12_345_678],
    ['authToken', ['XXXXXXXXXXXXXXXXXXXX']],
  ])('has the %s %j', async (field, value) => {
    const body = changed(weakPin, { [field]: value })
    await expect(issue({ status: 201, body })).rejects.toMatchObject(problem('unexpected'))
    await expect(check({ body })).rejects.toMatchObject(problem('unexpected'))
  })

  it('is not repeated in the error, which is logged', async () => {
    const caught: unknown = await issue({ status: 200, body: '{"authToken":"sentinel"}' }).catch(
      (error: unknown) => error,
    )
    expect(caught).toMatchObject({
      message: 'unexpected',
      cause: new Error('Unusable answer with status 200'),
    })
  })
})
