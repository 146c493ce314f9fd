import { entries } from './bundle.mjs'

/**
 * The most that each part may weigh, minified, without its languages: bytes. `main` is all that a second start loads;
 * `front` is what the tray's icon needs, `companion` the app behind it, `refuse` says why it does not start, `keychain` is what the keychain's process runs.
 */
export const budgets = {
  main: 20_000,
  front: 25_000,
  companion: 150_000,
  'linux-desktop': 21_000,
  refuse: 10_000,
  keychain: 2_000,
  updater: 270_000,
  preload: 10_000,
  renderer: 80_000,
}

const partOf = file => Object.keys(budgets).find(part => new RegExp(`^dist/${part}\\b`).test(file))

/**
 * What the bundler makes of each part of the app, styles included.
 * @returns {Promise<Record<keyof typeof budgets, { bytes: number, languages: number }>>} `bytes` without `languages`
 */
export async function measureBundles() {
  const { build } = await import('esbuild')
  const results = await Promise.all(entries.map(entry => build({ ...entry, metafile: true })))
  const sizes = Object.fromEntries(Object.keys(budgets).map(part => [part, { bytes: 0, languages: 0 }]))
  for (const [file, { bytes, inputs }] of results.flatMap(({ metafile }) =>
    Object.entries(metafile.outputs),
  )) {
    const catalogues = Object.entries(inputs).filter(([path]) => path.includes('/locales/'))
    const languages = catalogues.reduce((total, [, { bytesInOutput }]) => total + bytesInOutput, 0)
    const part = sizes[partOf(file)]
    part.bytes += bytes - languages
    part.languages += languages
  }
  return sizes
}
