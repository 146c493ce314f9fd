import { root } from './paths.mjs'

const networkCodes = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/** Whether electron-builder failed because it could not get one of its tools. */
export function isNetworkFailure(error) {
  return networkCodes.test(error.message)
}

/**
 * Makes the unpacked app.
 * @param {'linux' | 'darwin' | 'win32'} system the one that this runs on
 * @returns {Promise<string>} its folder, absolute
 */
export async function unpackedApp(system, config) {
  const { build, Platform } = await import('electron-builder')
  const folders = []
  await build({
    projectDir: root,
    targets: Platform.fromString(system).createTarget('dir'),
    publish: 'never',
    config: { ...config, beforePack: ({ appOutDir }) => void folders.push(appOutDir) },
  })
  return folders[0]
}

/**
 * Makes packages.
 * @param {{ targets?: string[], prepackaged?: string, output?: string }} options `targets`: all that electron-builder.yml
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
