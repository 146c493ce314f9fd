import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { requireTagOf } from './package/release-tag.mjs'
import { root } from './shared/paths.mjs'
import { runMain, say } from './shared/say.mjs'

await runMain(async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  // Source: GitHub, "Variables reference": the short name of what a workflow runs for.
  requireTagOf(version, process.env['GITHUB_REF_NAME'])
  say(`The tag and package.json both say ${version}`)
})
