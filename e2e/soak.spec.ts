import { measure } from './soak/measure.ts'
import { allowedConduct, misconduct } from './soak/promises.ts'
import { createRandom } from './soak/random.ts'
import { signOut } from './soak/rest.ts'
import { type Plan, soak } from './soak/soak.ts'
import { livingTokens } from './soak/tokens.ts'
import { createWorld } from './soak/world.ts'
import { expect, test } from './test.ts'

const short = { starts: 1, parts: [0.5, 0.5] }
const long = { starts: 12, parts: Array.from({ length: 12 }, () => 2) }
const wanted = process.env['LATCHKEY_SOAK_SEED']
const plans: readonly Plan[] =
  wanted === undefined ? [1, 2, 3].map(seed => ({ seed, ...short })) : [{ seed: Number(wanted), ...long }]

test.use({ allowedConduct: [...allowedConduct] })

for (const plan of plans) {
  test(`soak ${plan.seed}`, async ({ launch, tray, notifications, desktop, simulator, person }, testInfo) => {
    test.setTimeout(1_200_000)
    const world = createWorld(
      { launch, tray, notifications, desktop, simulator, person },
      createRandom(plan.seed),
    )
    const began = performance.now()
    const story: string[] = []
    const tell = (line: string) => {
      story.push(`${((performance.now() - began) / 1000).toFixed(1)} s: ${line}`)
      if (wanted !== undefined) console.log(story.at(-1))
    }
    try {
      await soak(world, plan, tell)
      expect(await desktop.keychain.all()).toMatchObject([
        { attributes: { account: 'plex-token' }, secret: livingTokens(world)[0] },
      ])
      expect(livingTokens(world)).toHaveLength(1)
      await signOut(world)
      tell(JSON.stringify(await measure(world)))
      expect(await desktop.keychain.all()).toEqual([])
      expect(livingTokens(world)).toHaveLength(0)
      expect(misconduct(world)).toEqual([])
    } finally {
      await testInfo.attach('story.txt', { body: story.join('\n'), contentType: 'text/plain' })
      await testInfo.attach('seed.txt', { body: String(plan.seed), contentType: 'text/plain' })
    }
  })
}
