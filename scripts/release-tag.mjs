import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMain } from './is-main.mjs'
import { root } from './paths.mjs'
import { Problem, runMain, say } from './say.mjs'

/** Throws where a tag names another version than package.json, whose version the packages carry. */
export function requireTagOf(version, tag) {
  if (tag === `v${version}`) return
  const found = tag === undefined || tag === '' ? 'There is no tag' : `The tag is ${tag}`
  throw new Problem(
    `${found}, but package.json has version ${version}: its tag is v${version}.\n` +
      'Change the version and commit it, or delete the tag and make that one.',
  )
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    // Source: GitHub, "Variables reference": the short name of what a workflow runs for.
    requireTagOf(version, process.env.GITHUB_REF_NAME)
    say(`The tag and package.json both say ${version}`)
  })
}
