import { inWorld } from '../demo/world.ts'
import { measureCommands } from './commands.ts'
import { percentile, print, table } from './figures.ts'
import { machine } from './sign-in.ts'

/** Measures the commands alone, beside bare Electron, and prints the machine, a table, and how many times as long each takes. */
export async function benchCommands(rounds: number): Promise<void> {
  await inWorld(async world => {
    const app = await world.launch()
    const described = await machine(app)
    await app.quit()
    await world.tray.waitForNoItem()
    const { status, token } = await measureCommands(world, rounds)
    const rows = {
      'bare Electron, an empty script': status.bare,
      status: status.latchkey,
      token: token.latchkey,
    }
    print(described)
    print(table(Object.entries(rows).map(([what, values]) => ({ what, unit: 'ms', values }))))
    for (const [what, { latchkey, bare }] of Object.entries({ status, token }))
      print(`${what}: ${(percentile(latchkey, 50) / percentile(bare, 50)).toFixed(2)} × bare Electron`)
  })
}
