import { growths, hasGrown, tellGrowth } from '../soak/growth.ts'
import { allowedConduct } from '../soak/promises.ts'
import { createRandom } from '../soak/random.ts'
import { type Plan, soak } from '../soak/soak.ts'
import { expectSignedInTruth, expectSignedOutTruth } from '../soak/truth.ts'
import { minute } from '../soak/units.ts'
import { createWorld } from '../soak/world.ts'
import { expect, test } from '../world/test.ts'

const wanted = process.env['LATCHKEY_SOAK_SEED']
const seeds = wanted === undefined ? [1, 2, 3] : [Number(wanted)]
const plan: Plan =
  wanted === undefined
    ? { starts: 1, parts: [0.5] }
    : { starts: 8, parts: Array.from({ length: 12 }, () => 1.5) }
/** Before memory is compared, what fills once is full; a short soak ends sooner. */
const tellsGrowth = plan.parts.length > 1

test.use({ allowedConduct: [...allowedConduct] })

for (const seed of seeds) {
  test(`comes to rest with nothing lost and nothing left over, after whatever comes of the seed ${seed}`, async ({
    launch,
    tray,
    notifications,
    person,
    desktop,
    simulator,
  }, testInfo) => {
    test.setTimeout((wanted === undefined ? 8 : 20) * minute)
    const parts = { launch, tray, notifications, person, desktop, simulator }
    const world = createWorld(parts, createRandom(seed))
    const began = performance.now()
    const story: string[] = []
    const tell = (line: string): void => {
      story.push(`${((performance.now() - began) / 1000).toFixed(1)} s: ${line}`)
      if (wanted !== undefined) console.log(story.at(-1))
    }
    try {
      const { measures, untaken } = await soak(world, plan, tell)
      await expectSignedInTruth(world)
      await expectSignedOutTruth(world)
      if (!tellsGrowth) return
      const grown = growths(measures)
      for (const each of grown) tell(tellGrowth(each))
      expect(grown.filter(hasGrown).map(tellGrowth), 'what has grown').toEqual([])
      expect(untaken, 'what never happened in all that time').toEqual([])
    } finally {
      await testInfo.attach('story.txt', { body: story.join('\n'), contentType: 'text/plain' })
    }
  })
}
