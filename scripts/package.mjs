import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { pinnedVersion } from './official-runtime.mjs'
import { findObstacles, readPlan, toolsAdvice } from './package-obstacles.mjs'
import { root } from './paths.mjs'
import { Problem, runMain, say } from './say.mjs'

const usage = `Usage: npm run package -- [--dir] [--linux | --mac | --win]
  --dir   only the unpacked app, to try it out; without it, everything that electron-builder.yml names
Packages go to release/.`

const networkCodes = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

function refuse(obstacles) {
  if (obstacles.length > 0) throw new Problem(obstacles.join('\n'))
}

async function describe() {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
}

/** What the configuration file cannot know: the runtime, and a version that says when it is not for release. */
function configure({ dist, version, developmentOnly }, description) {
  const suffix = developmentOnly ? '-development' : ''
  return {
    electronDist: dist,
    electronVersion: version,
    extraMetadata: { version: `${description.version}${suffix}` },
  }
}

/** @returns the folders of the unpacked apps and the files made from them, absolute */
async function build({ unpacked, system }, config) {
  const { build: packageWith, Platform } = await import('electron-builder')
  const folders = []
  const targets = Platform.fromString(system).createTarget(unpacked ? 'dir' : null)
  try {
    const files = await packageWith({
      projectDir: root,
      targets,
      publish: 'never',
      config: { ...config, beforePack: ({ appOutDir }) => void folders.push(appOutDir) },
    })
    return unpacked ? folders : files
  } catch (error) {
    if (networkCodes.test(error.message)) throw new Problem(`${error.message}\n${toolsAdvice(system)}`)
    throw error
  }
}

await runMain(async () => {
  const plan = readPlan(process.argv.slice(2), process.platform)
  if (plan === undefined) throw new Problem(usage)
  const here = { host: process.platform, description: await describe() }
  refuse(findObstacles(plan, here))
  const runtime = await bootstrap({ purpose: 'package' })
  refuse(findObstacles(plan, { ...here, runtime, pinned: await pinnedVersion() }))
  for (const made of await build(plan, configure(runtime, here.description)))
    say(`Made ${relative(root, made)}`)
  if (runtime.developmentOnly) {
    say(`NOT FOR RELEASE: it runs on Electron ${runtime.version}, which is for development and tests only`)
  }
})
