import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { repository } from '../world/runtime.ts'
import { measureAll, type Plan } from './all.ts'
import { plot } from './plot.ts'
import { between, crossed, markdown, terminal } from './report.ts'
import { print } from './figures.ts'

const plotFile = 'docs/bench.svg'

/** Measures everything and prints the table; returns the names of the lines that are crossed. */
export async function runBench(
  plan: Plan,
  { readme }: { readonly readme: boolean },
): Promise<readonly string[]> {
  const result = await measureAll(plan)
  print(`\n${terminal(result)}`)
  if (readme) {
    const file = path.join(repository, 'README.md')
    await writeFile(path.join(repository, plotFile), plot(result))
    await writeFile(file, between(await readFile(file, 'utf8'), markdown(result, plotFile)))
    print(`\nWritten to README.md and ${plotFile}`)
  }
  return crossed(result).map(({ what }) => what)
}
