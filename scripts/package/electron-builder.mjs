import { messageOf } from '../shared/errors.mjs'
import { root } from '../shared/paths.mjs'

/** @import { Configuration } from 'electron-builder' */

const networkCodes = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/** Whether electron-builder failed because it could not download one of its tools. @param {unknown} error */
export function isNetworkFailure(error) {
  return networkCodes.test(messageOf(error))
}

/**
 * Makes the unpacked app.
 * @param {NodeJS.Platform} system the one that this runs on
 * @param {Configuration} config
 * @returns {Promise<string>} its folder, absolute
 */
export async function unpackedApp(system, config) {
  const { build, Platform } = await import('electron-builder')
  /** @type {string[]} */
  const folders = []
  await build({
    projectDir: root,
    targets: Platform.fromString(system).createTarget('dir'),
    publish: 'never',
    config: { ...config, beforePack: ({ appOutDir }) => void folders.push(appOutDir) },
  })
  const [folder] = folders
  if (folder === undefined) throw new Error('electron-builder made no unpacked app')
  return folder
}

/**
 * Makes packages.
 * @param {NodeJS.Platform} system
 * @param {Configuration} config
 * @param {{ targets?: string[], prepackaged?: string, output?: string | undefined }} options `targets`: all that electron-builder.yml
 *   names if absent; `prepackaged`: the unpacked app to make them of, absolute; made anew if absent
 * @returns {Promise<string[]>} their files, absolute
 */
export async function packages(system, config, { targets, prepackaged, output } = {}) {
  const { build, Platform } = await import('electron-builder')
  return await build({
    projectDir: root,
    targets: Platform.fromString(system).createTarget(targets ?? null),
    publish: 'never',
    ...(prepackaged === undefined ? {} : { prepackaged }),
    config: { ...config, ...(output === undefined ? {} : { directories: { output } }) },
  })
}
