import { readFile } from 'node:fs/promises'
import { told } from './units.ts'
import type { World } from './world.ts'

const longestCode = 90
const mostCalls = 3

/** What is set to run later in the main process, each with the code that set it. */
export async function tellTimers({ life }: World): Promise<readonly string[]> {
  return Promise.all(
    (await life.timers()).map(async ({ within, repeats, setAt }) => {
      const calls = await Promise.all(setAt.slice(0, mostCalls).map(readCode))
      return `${repeats ? 'every' : 'in'} ${told(within)}, set by ${calls.join(' < ')}`
    }),
  )
}

async function readCode(place: string): Promise<string> {
  const [, file = '', line = '', column = ''] = /^(.+):(\d+):(\d+)$/.exec(place) ?? []
  const code = (await readFile(file, 'utf8')).split('\n')[Number(line) - 1] ?? ''
  return code.slice(Number(column) - 1).slice(0, longestCode)
}
