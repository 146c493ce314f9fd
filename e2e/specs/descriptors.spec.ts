import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { endKeychainProcess } from '../world/keychain-process.ts'
import { expect, test } from '../world/test.ts'
import { moveTime } from '../world/time.ts'

const run = promisify(execFile)

/** Lets a process open so many files more than it has open: no number from the limit on is given out. */
async function limit(processId: number, left: number): Promise<void> {
  const taken = new Set((await readdir(`/proc/${processId}/fd`)).map(Number))
  let most = 0
  for (let free = 0; free < left || taken.has(most); most++) if (!taken.has(most)) free++
  await run('prlimit', ['--pid', String(processId), `--nofile=${most}:`])
}

for (const left of [2, 6, 12, 24]) {
  test(`goes on with ${left} file descriptors left, says what it cannot do, and does it once there are more`, async ({
    app,
    desktop,
    tray,
    person,
    simulator,
  }) => {
    const time = await moveTime(app, simulator)
    const { code } = await person.startSignIn()
    const window = await app.window()
    // One that ends in a call is made good by another at once.
    await time.settle()
    await endKeychainProcess(desktop)
    await limit(app.processId, left)
    person.approve(code)
    await tray.waitForLabel('Signed in until you quit')
    await expect(
      window.getByText('The system does not start the part of Latchkey that asks your keychain.'),
    ).toBeVisible()

    await limit(app.processId, 1_000)
    await expect(
      window.getByTestId('sign-in').getByText('Your sign-in is in your system keychain'),
    ).toBeVisible({
      timeout: 20_000,
    })
  })
}
