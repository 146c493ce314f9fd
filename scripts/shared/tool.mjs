import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeModules } from './paths.mjs'

/**
 * How to start a tool that an npm package brings, the same on every system.
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} binary which of its programs
 * @returns {{ command: string, args: string[] }}
 */
export function tool(packageName, args, binary = packageName) {
  const folder = join(nodeModules, packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : bin[binary]
  return { command: process.execPath, args: [join(folder, script), ...args] }
}
