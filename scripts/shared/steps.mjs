import { run } from './command.mjs'
import { say } from './say.mjs'

const seconds = (/** @type {number} */ started) => `${((performance.now() - started) / 1000).toFixed(1)} s`

/**
 * Runs a step and prints one line with its time; its output only when it fails, or `always`.
 * @param {{ name: string, command: string, args: string[], always?: boolean, env?: NodeJS.ProcessEnv }} step
 * @returns {Promise<boolean>} whether it passed
 */
export async function runStep({ name, command, args, always = false, env }) {
  const started = performance.now()
  const { code, output } = await run(command, args, { capture: !always, env })
  if (code !== 0 && !always) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`)
  say(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds(started)})`)
  return code === 0
}
