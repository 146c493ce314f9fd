import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { bootstrap } from './bootstrap/bootstrap.mjs'
import { allDevelopmentPackages, sayElsewhere } from './package/development-packages.mjs'
import { endToEndDeb } from './package/end-to-end.mjs'
import { isNetworkFailure, packages, unpackedApp } from './package/electron-builder.mjs'
import { configure, unsignedNotice } from './package/configuration.mjs'
import { findObstacles, isForNobody, readPlan, toolsAdvice } from './package/obstacles.mjs'
import { messageOf } from './shared/errors.mjs'
import { root } from './shared/paths.mjs'
import { Problem, runMain, say } from './shared/say.mjs'
import { takeSigningKeys } from './package/signing-keys.mjs'
import { providePackagingTools } from './bootstrap/system-packages.mjs'
import { ensureUniversalKeytar } from './package/universal-keytar.mjs'

const usage = `Usage: npm run package -- [--dir | --e2e | --release] [--linux | --mac | --win]
  --dir      only the unpacked app, to try it out; without it, everything that electron-builder.yml names
  --e2e      the unpacked app, and the deb of it that the end-to-end tests install, into release/e2e/
  --release  everything, or nothing where there is no Electron for release
Packages go to release/.`

/** @param {readonly string[]} obstacles */
function refuse(obstacles) {
  if (obstacles.length > 0) throw new Problem(obstacles.join('\n'))
}

/**
 * @param {import('./package/obstacles.mjs').Plan} plan
 * @param {import('./bootstrap/runtime.mjs').Runtime} runtime
 * @param {NodeJS.ProcessEnv} keys what packages are signed with
 * @returns the folders and files that were made, absolute
 */
async function make(plan, runtime, keys) {
  const { unpacked, endToEnd, system } = plan
  const config = await configure(system, runtime, { forNobody: isForNobody(plan), environment: keys })
  // Only now, when all is fetched and built.
  Object.assign(process.env, keys)
  if (!isForNobody(plan) && !runtime.developmentOnly) return await packages(system, config)
  const folder = await unpackedApp(system, config)
  if (unpacked) return [folder]
  const files = endToEnd ? await endToEndDeb(folder, config) : await allDevelopmentPackages(folder, config)
  return [folder, ...files]
}

await runMain(async () => {
  const keys = takeSigningKeys()
  const plan = readPlan(process.argv.slice(2), process.platform)
  if (plan === undefined) throw new Problem(usage)
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const here = { host: process.platform, description }
  refuse(findObstacles(plan, here))
  const runtime = await bootstrap({ purpose: 'package' })
  refuse(findObstacles(plan, { ...here, runtime }))
  if (plan.endToEnd || (runtime.developmentOnly && !plan.unpacked)) await providePackagingTools()
  if (plan.system === 'darwin' && !plan.unpacked) await ensureUniversalKeytar()
  const made = await make(plan, runtime, keys).catch(error => {
    throw isNetworkFailure(error) ? new Problem(`${messageOf(error)}\n${toolsAdvice(plan.system)}`) : error
  })
  for (const path of made) say(`Made ${relative(root, path)}`)
  const notice = unsignedNotice(plan.system, keys)
  if (notice !== undefined) say(notice)
  if (!runtime.developmentOnly) return
  if (!isForNobody(plan)) sayElsewhere()
  say(`NOT FOR RELEASE: it runs on Electron ${runtime.version}, which is for development and tests only`)
})
