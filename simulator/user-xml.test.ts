import { describe, expect } from 'vitest'
import type { Simulator, SimulatorOptions } from './server.ts'
import { ask, signIn, test } from './testing.ts'

const userInXml = async (simulator: Simulator) => {
  const token = await signIn(simulator)
  return (await ask(simulator, '/api/v2/user', { headers: { 'x-plex-token': token } })).text
}

/** The elements in `<user>`, with nothing of its attributes. */
const inUser = (text: string): string => /<user [^>]*>(.*)<\/user>/s.exec(text)?.[1] ?? text

const features =
  '<features><feature id="Android - PiP"/><feature id="companions_sonos"/><feature id="hardware_transcoding"/><feature id="webhooks"/></features>'
const inactive = `<subscription active="0" subscribedAt="" status="Inactive" paymentService="" plan="">${features}</subscription>`
const profile = (languages: string) =>
  `<profile autoSelectAudio="1" defaultAudioAccessibility="0" defaultAudioLanguage="" defaultAudioLanguages="${languages}" defaultSubtitleLanguage="" defaultSubtitleLanguages="${languages}" autoSelectSubtitle="0" defaultSubtitleAccessibility="0" defaultSubtitleForced="0" watchedIndicator="1" mediaReviewsVisibility="0" mediaReviewsLanguages="" mediaPostsVisibility="1"/>`
const services =
  '<services><service identifier="metadata-dev" endpoint="https://metadata.example" token="service-token" secret="" status="online"/></services>'
const nothing = '<entitlements/><roles/>'

describe('GET /api/v2/user in XML', () => {
  test.for<[SimulatorOptions['userShape'], string]>([
    ['usual', inactive + profile('') + nothing + services],
    ['csv-languages', inactive + profile('en,sv') + nothing + services],
    ['nulls', `${inactive}${profile('')}${nothing}<services/>`],
    [
      'plex-pass',
      `<subscription active="1" subscribedAt="2024-01-02 03:04:05 UTC" status="Active" paymentService="" plan="lifetime">${features}</subscription>${profile('')}<entitlements><entitlement id="all"/></entitlements><roles><role id="plexpass"/></roles>${services}`,
    ],
    ['managed', inactive + profile('') + nothing + services],
  ])('has its parts as elements: %s', async ([userShape, expected], { simulator }) => {
    simulator.configure({ userShape })
    expect(inUser(await userInXml(simulator))).toBe(expected)
  })

  test.for(['usual', 'nulls'] as const)(
    'has everything else as attributes: %s',
    async (userShape, { simulator }) => {
      simulator.configure({ userShape })
      const [start] = /<user [^>]*>/.exec(await userInXml(simulator)) ?? []
      expect(start).toMatch(/^<user id="\d+" uuid="[0-9a-f]{16}" username="(ada)?" title="Ada Lovelace" /)
      expect(start).toContain(' scrobbleTypes="" ')
      expect(start).not.toMatch(/ (subscription|profile|entitlements|roles|services)=/)
    },
  )
})
