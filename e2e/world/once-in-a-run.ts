import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { withLock } from '../../scripts/shared/lock.mjs'
import { repository } from './runtime.ts'

const folder = path.join(repository, '.cache/once-in-a-run')

interface Done {
  readonly run: string
  readonly text: string
}

/** Does the work of this name once in a test run: the first worker does it, the others wait for its result. */
export async function onceInARun(name: string, work: () => Promise<string>): Promise<string> {
  // playwright.config.ts
  const run = process.env['TEST_RUN'] ?? ''
  const file = path.join(folder, `${name}.json`)
  return withLock(path.join(folder, `${name}.lock`), async () => {
    const done = await readFile(file, 'utf8').then(
      text => JSON.parse(text) as Done,
      () => null,
    )
    if (done?.run === run) return done.text
    const text = await work()
    await mkdir(folder, { recursive: true })
    await writeFile(file, JSON.stringify({ run, text } satisfies Done))
    return text
  })
}
