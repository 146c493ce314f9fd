import { setTimeout as pause } from 'node:timers/promises'
import type { RunningApp } from '../world/app.ts'
import { catchBoxes } from '../world/boxes.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { processesNaming, signal } from '../world/processes.ts'
import { expect, test } from '../world/test.ts'
import { wakeUp } from '../world/network.ts'

const signIn = 'Sign in to Plex…'
const signedIn = 'Signed in as Ada Lovelace'

const helpers = {
  network: '--utility-sub-type=network.mojom.NetworkService',
  drawing: '--type=gpu-process',
  page: '--type=renderer',
  'maker of pages': '--type=zygote',
} as const
type Helper = keyof typeof helpers

/** HAZARD: Chromium gives up where what makes its processes ends while it makes one, as some moments after a start. */
async function makesNone({ home }: Desktop): Promise<void> {
  let last = ''
  await eventually('processes that stay as they are', async () => {
    await pause(500)
    const before = last
    last = (await processesNaming(home)).map(({ id }) => id).join()
    return last === before
  })
}

/** Ends the helpers of that kind at once, as the kernel does where memory is short; waits until there is one. */
async function kill({ home }: Desktop, helper: Helper): Promise<void> {
  const running = await eventually(`a process: ${helper}`, async () => {
    const found = (await processesNaming(home)).filter(({ command }) => command.includes(helpers[helper]))
    return found.length > 0 && found
  })
  for (const { id } of running) signal(id, 'SIGKILL')
}

async function seeThePage(app: RunningApp, words: string): Promise<void> {
  await expect((await app.window()).getByText(words).first()).toBeVisible()
}

// Nobody can ask plex.tv anything while that service starts again.
test.describe('without a network service', () => {
  test.use({ allowedConduct: ['poll-too-slow'] })
  for (const times of [1, 4]) {
    test(`Chromium’s network service dies while a code waits, ${times} in a row: signs in by itself`, async ({
      app,
      desktop,
      person,
      tray,
    }) => {
      const { code } = await person.startSignIn()
      for (let time = 0; time < times; time++) {
        await kill(desktop, 'network')
        await wakeUp(app)
      }
      person.approve(code)
      await tray.waitForLabel(signedIn)
    })
  }

  test('Chromium’s network service dies again and again, between requests and during them: works again by itself @long', async ({
    app,
    desktop,
    person,
    simulator,
    tray,
  }) => {
    await kill(desktop, 'network')
    const first = await person.signIn()
    await kill(desktop, 'network')
    await person.signOut(first)

    simulator.fault('mint', { kind: 'hang' }, 1)
    await tray.click(signIn)
    await expect.poll(() => simulator.log.filter(({ fault }) => fault === 'hang')).toHaveLength(1)
    await kill(desktop, 'network')
    const { code } = await person.waitForCode(simulator.latestPin()!.code)
    simulator.fault('poll', { kind: 'hang' }, 1)
    await expect.poll(() => simulator.log.filter(({ fault }) => fault === 'hang')).toHaveLength(2)
    await kill(desktop, 'network')
    person.approve(code)
    await tray.waitForLabel(signedIn)
    await seeThePage(app, 'Ada Lovelace')
  })
})

test('Chromium’s network service dies at any moment while the window opens: it opens all the same', async ({
  app,
  desktop,
  tray,
}) => {
  for (let after = 0; after <= 300; after += 20) {
    await tray.click('Open Latchkey')
    await pause(after)
    await kill(desktop, 'network')
    await test.step(`after ${after} ms`, () => seeThePage(app, 'Get a code'))
    await (await app.window()).close()
    await app.noWindow()
  }
})

test('what draws dies twelve times: the window goes on', async ({ app, desktop, person, tray }) => {
  const { code } = await person.startSignIn()
  for (let time = 0; time < 12; time++) await kill(desktop, 'drawing')
  await seeThePage(app, code)
  person.approve(code)
  await tray.waitForLabel(signedIn)
  await seeThePage(app, 'Ada Lovelace')
})

test('the page dies: the next click brings it, and it knows all', async ({ app, desktop, person, tray }) => {
  const { code } = await person.startSignIn()
  for (let time = 0; time < 3; time++) {
    await kill(desktop, 'page')
    await app.noWindow()
    await tray.click('Show window')
    await seeThePage(app, code)
  }
})

test('what makes pages dies: says that no window can be opened, once at a time, and quits when told to', async ({
  app,
  desktop,
  person,
  tray,
}) => {
  await makesNone(desktop)
  await kill(desktop, 'maker of pages')
  const boxes = await catchBoxes(app)
  const shown = async () => (await boxes.shown()).map(({ message }) => message)

  const title = 'Latchkey’s window cannot be opened'
  await tray.click('Open Latchkey')
  await expect.poll(shown).toEqual([title])
  await tray.click('Open Latchkey')
  await app.noWindow()
  expect(await shown()).toEqual([title])
  await boxes.answer(1)
  // All else goes on.
  const { code } = await person.startSignIn()
  await expect.poll(shown).toEqual([title, title])
  person.approve(code)
  await tray.waitForLabel(signedIn)
  await boxes.answer(0)
  expect(await app.exit()).toEqual({ code: 0, signal: null })
})
