import { expect } from '../world/test.ts'
import { openKeyring, seeToDialogs } from './keyring.ts'
import { type Measure, measure } from './measure.ts'
import { brokenPromises } from './promises.ts'
import { restSignedIn } from './rest.ts'
import { look, type Step } from './step.ts'
import { personSteps } from './steps-person.ts'
import { restartSteps } from './steps-restart.ts'
import { surroundingSteps } from './steps-surroundings.ts'
import { expectRest } from './truth.ts'
import { hour, told } from './units.ts'
import type { World } from './world.ts'

/** In hours of moved time, without the time in which the app comes to rest. */
export interface Plan {
  /** With starts in between. */
  readonly starts: number
  /** Each of the parts of one long run, after which the app comes to rest and is measured. */
  readonly parts: readonly number[]
}

const steps: readonly Step[] = [...personSteps, ...surroundingSteps]

export interface Outcome {
  /** One after each part. */
  readonly measures: readonly Measure[]
  /** What never happened. */
  readonly untaken: readonly string[]
}

/** Lives through the plan, and tells every step. */
export async function soak(world: World, plan: Plan, tell: (line: string) => void): Promise<Outcome> {
  const all = [...steps, ...restartSteps]
  const taken = new Set<Step>()
  await world.life.start()
  await live(world, all, plan.starts, { taken, tell })
  const measures: Measure[] = []
  for (const hours of plan.parts) {
    await live(world, steps, hours, { taken, tell })
    tell('rest')
    await restSignedIn(world)
    await expectRest(world)
    measures.push(await measure(world))
    tell(JSON.stringify(measures.at(-1)))
  }
  return { measures, untaken: all.filter(step => !taken.has(step)).map(({ name }) => name) }
}

/** How much more often a step comes that has not been taken yet. */
const untakenWeighs = 4

interface Chronicle {
  readonly taken: Set<Step>
  readonly tell: (line: string) => void
}

async function live(world: World, choices: readonly Step[], hours: number, { taken, tell }: Chronicle) {
  const { life, random } = world
  const until = life.elapsed() + hours * hour
  while (life.elapsed() < until) {
    await world.calm('if it is over')
    if (world.lockedUntil !== null && life.elapsed() >= world.lockedUntil) await openKeyring(world)
    await life.settle()
    const view = await look(world)
    const { step } = random.weigh(
      choices
        .filter(choice => choice.possible(view, world))
        .map(choice => ({ step: choice, weight: choice.weight * (taken.has(choice) ? 1 : untakenWeighs) })),
    )
    tell(`${told(life.elapsed())}: ${step.name}`)
    taken.add(step)
    const outcome = await step.take(world, view).catch(async (error: unknown) => {
      const labels = await look(world).then(seen => seen.labels.join(' | '), String)
      tell(`  ${String(error)}\n  tray: ${labels}\n  window: ${await read(world)}`)
      throw error
    })
    if (outcome !== undefined) tell(`  ${outcome}`)
    const crash = await seeToDialogs(world)
    if (crash !== undefined) tell(`  ${crash}`)
    const unanswered = await life.unanswered()
    if (unanswered.length > 0) tell(`  unanswered: ${unanswered.join(', ')}`)
    expect(await brokenPromises(world, await look(world)), `after “${step.name}”`).toEqual([])
  }
}

async function read({ life }: World): Promise<string> {
  const texts = life
    .app()
    .electron.windows()
    .map(window => window.locator('body').innerText({ timeout: 1_000 }))
  return (await Promise.allSettled(texts))
    .map(text => (text.status === 'fulfilled' ? text.value : String(text.reason)))
    .join()
}
