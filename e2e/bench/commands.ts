import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sandboxSwitches } from '../../scripts/run/sandbox.mjs'
import type { World } from '../demo/world.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import { createCommand } from '../world/command.ts'
import { readRuntime, repository } from '../world/runtime.ts'
import { print } from './figures.ts'
import type { Both } from './measure.ts'

/** How often a command is run in the time of one start. */
const TIMES = 4

interface Took {
  readonly status: Both<number>
  readonly token: Both<number>
}

/** Runs commands beside the app that answers them, in turns with Electron that runs an empty script. In milliseconds. */
export async function measureCommands(world: World, rounds: number): Promise<Took> {
  const { desktop, simulator, launch, person, tray } = world
  const app = await launch()
  await person.signIn()
  const command = await createCommand(desktop, simulator.port)
  const { executable } = await readRuntime()
  const { switches } = await sandboxSwitches(path.dirname(executable))
  const script = async (name: string, line: string): Promise<string> => {
    const file = path.join(desktop.home, name)
    await writeFile(file, `#!/bin/sh\n${line}\nexit\n`, { mode: 0o755 })
    return file
  }
  const empty = await script(
    'empty.sh',
    [executable, ...switches, path.join(repository, 'e2e/bench/empty')].join(' '),
  )
  const status = await script('status.sh', 'latchkey status')
  const token = await script('token.sh', 'latchkey token --for Bench')
  const first = command.startProgram([token])
  await asksWindowOf(app).answer('allow')
  await first.end()

  const run = async (file: string): Promise<number> => {
    const began = performance.now()
    const { code, stderr } = await command.runProgram([file])
    if (code !== 0) throw new Error(`${file} ended with ${code}: ${stderr}`)
    return performance.now() - began
  }
  const took = { status: [] as number[], token: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds * TIMES; round++) {
    took.bare.push(await run(empty))
    took.status.push(await run(status))
    took.token.push(await run(token))
  }
  print(`  ${took.bare.length} commands`)
  await tray.click('Sign out and revoke 1 key')
  await tray.offersSignIn()
  await app.quit()
  await tray.waitForNoItem()
  const { bare } = took
  return { status: { latchkey: took.status, bare }, token: { latchkey: took.token, bare } }
}
