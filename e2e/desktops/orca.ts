import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../world/eventually.ts'
import { end, type Programs } from './programs.ts'

/** GNOME's screen reader, with a speaker that makes no sound. */
export interface Orca {
  /**
   * Does something, and waits until Orca has said this of it; where nothing is awaited, until it has been silent for a
   * while. What it says until the next thing is done is counted to this one.
   */
  hear(what: string, work: () => Promise<unknown>, words?: RegExp): Promise<void>
  /** Ends it; what it said of each thing that was done. */
  stop(): Promise<Readonly<Record<string, readonly string[]>>>
}

/** Longer than what is said waits for what comes with it, in milliseconds. */
const SPEAKS_MS = 3_000
/** What it adds of its own: each key, which window and which part of the page has the focus, and its own end. */
const ownWords =
  /^((tab|return|space|left shift) |main content\.|clickable\.|leaving .*\.|Latchkey frame\.|Screen reader off\.|)$/

/** Starts it where an accessibility bus is. */
export async function startOrca(programs: Programs): Promise<Orca> {
  const debugFile = path.join(programs.logs, 'orca-debug.txt')
  const written = () => readFile(debugFile, 'utf8').catch(() => '')
  // Into a file it would write only now and then; on a terminal, each line at once.
  const command = '/usr/bin/orca --debug-file=/dev/tty --replace'
  const onTerminal = ['script', '--quiet', '--flush', '--command', command, debugFile]
  const orca = programs.start(onTerminal, { NO_AT_BRIDGE: '0', TZ: 'UTC' })
  await eventually('Orca', async () => (await written()) !== '', { within: 30_000 })
  await pause(SPEAKS_MS)
  /** Until so much time has passed in which nothing more was said. */
  async function silence(count: () => Promise<number>): Promise<void> {
    for (let before = -1, now = 0; before !== now; now = await count()) {
      before = now
      await pause(SPEAKS_MS)
    }
  }
  const done: Array<{ readonly what: string; readonly at: string }> = []

  return {
    async hear(what, work, words) {
      const at = new Date().toISOString().slice(11, -1)
      done.push({ what, at })
      try {
        await work()
      } catch (cause) {
        throw new Error(`Orca had said ${JSON.stringify(spoken(await written()))}`, { cause })
      }
      const said = async () => spoken(await written()).filter(word => word.at >= at)
      if (words === undefined) return silence(async () => (await said()).length)
      await eventually(`${words}`, async () => (await said()).some(({ text }) => words.test(text)), {
        within: 30_000,
        every: 200,
        seen: said,
      })
      // To the end of what belongs to it.
      await pause(500)
    },
    async stop() {
      // What would be said a second time.
      await pause(SPEAKS_MS)
      await end(orca)
      const words = spoken(await written())
      return Object.fromEntries(
        done.map(({ what, at }, index) => {
          const until = done[index + 1]?.at ?? '99'
          return [what, words.filter(word => word.at >= at && word.at < until).map(({ text }) => text)]
        }),
      )
    },
  }
}

const spoken = (debug: string) =>
  Array.from(
    debug.matchAll(/^(\S+) - SPEECH OUTPUT: '(.*)'(?: ?\{.*\})?\r?$/gm),
    ([, at = '', text = '']) => ({
      at,
      text: text.replaceAll('\u00a0', ' '),
    }),
  ).filter(({ text }) => !ownWords.test(text))
