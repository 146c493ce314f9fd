import type { Step } from './step.ts'
import { minute, second } from './units.ts'
import type { World } from './world.ts'

const signIn = /^Sign in (to Plex…|until you quit)$/

/** What the person does in the tray's menu, in the window and at plex.tv. */
export const personSteps: readonly Step[] = [
  {
    name: 'sign in',
    weight: 14,
    possible: view => view.has(signIn),
    take: async ({ tray, life }) => {
      await tray.click(signIn)
      await life.pass(6 * second)
    },
  },
  {
    name: 'approve',
    weight: 14,
    possible: view => view.code !== undefined,
    take: async (world, { code }) => {
      const approved = world.approve(code ?? '')
      await world.life.pass(world.random.span(second, 20 * second))
      return approved ? 'done' : 'too late'
    },
  },
  {
    name: 'cancel',
    weight: 8,
    possible: view => view.has('Cancel sign-in'),
    take: async ({ tray, life, random }) => {
      await tray.click('Cancel sign-in')
      await life.pass(random.span(second, minute))
    },
  },
  {
    name: 'approve a code that is on screen no more',
    weight: 25,
    possible: ({ code }, world) => world.approvable(code) !== undefined,
    take: async (world, { code }) => {
      world.approve(world.approvable(code)?.code ?? '')
      await world.life.pass(world.random.span(second, minute))
    },
  },
  {
    name: 'answer the question',
    weight: 40,
    possible: view => view.has(/^Keep it/),
    take: async ({ tray, life, random }) => {
      const answer = random.chance(0.5) ? /^Keep it/ : 'Revoke it'
      await tray.click(answer)
      await life.pass(6 * second)
      return String(answer)
    },
  },
  {
    name: 'sign out',
    weight: 5,
    possible: view => view.has('Sign out'),
    take: async ({ tray, life }) => {
      await tray.click('Sign out')
      await life.pass(6 * second)
    },
  },
  {
    name: 'sign in again, in the window',
    weight: 4,
    // A question lies over everything else.
    possible: view => view.has('Sign out') && !view.has(/^Keep it/),
    take: signInAgain,
  },
  {
    name: 'check now',
    weight: 6,
    possible: view => view.has('Check now'),
    take: async ({ tray, life, random }) => {
      const times = 1 + Math.floor(random.next() * 5)
      for (let click = 0; click < times; click++) await tray.click('Check now')
      await life.pass(random.span(second, minute))
      return `${times} times`
    },
  },
  {
    name: 'try again',
    weight: 6,
    possible: view => view.has(/^Try (now|again)$/),
    take: async ({ tray, life, random }) => {
      await tray.click(/^Try (now|again)$/)
      await life.pass(random.span(second, minute))
    },
  },
  {
    name: 'copy the code',
    weight: 4,
    possible: view => view.code !== undefined,
    take: async ({ tray }) => tray.click(/^Copy code /),
  },
  {
    name: 'open and close the window',
    weight: 8,
    possible: () => true,
    take: async ({ tray, life, random }) => {
      const times = 1 + Math.floor(random.next() * 4)
      for (let time = 0; time < times; time++) {
        await tray.activate()
        const window = await life.app().window()
        await window.getByTestId('sign-in').waitFor()
        if (random.chance(0.5)) await life.pass(second)
        await window.close()
        await life.app().noWindow()
      }
      return `${times} times`
    },
  },
  {
    name: 'leave the window open',
    weight: 2,
    possible: () => true,
    take: async ({ tray, life, random }) => {
      await tray.activate()
      await life.app().window()
      await life.pass(random.span(minute, 10 * minute))
    },
  },
]

async function signInAgain({ tray, life }: World): Promise<string> {
  await tray.activate()
  const window = await life.app().window()
  await window.getByTestId('account-menu').click()
  await window.getByRole('menuitem', { name: 'Sign in again…' }).click()
  await window.getByRole('button', { name: 'Sign in again', exact: true }).click()
  await life.pass(8 * second)
  return 'Sign in again'
}
