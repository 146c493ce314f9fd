import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runtimeFile } from '../shared/paths.mjs'

export const baselines = join(root, 'e2e', 'baselines')
/** Says what drew the pictures beside it. */
export const drawnWithFile = join(baselines, 'drawn-with.json')

/** Where Debian's fonts-dejavu-core has them; e2e/world/fonts.conf names the same. */
const folder = '/usr/share/fonts/truetype/dejavu'
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf']

/** What a picture of the same page depends on: the system, Chromium and the fonts. */
export function drawnWithHere() {
  const { version = '' } = readJson(runtimeFile)
  const prints = fonts.map(font => [font, fingerprint(join(folder, font))])
  return { system: `${process.platform} ${process.arch}`, electron: version, ...Object.fromEntries(prints) }
}

/**
 * Why pictures that were drawn with one cannot be compared with what is drawn with another; undefined if they can.
 * @param {Record<string, string>} there
 * @param {Record<string, string>} here
 */
export function whyNotComparable(there, here) {
  const differs = Object.keys(here).find(name => here[name] !== there[name])
  if (differs === undefined) return undefined
  const what = differs.endsWith('.ttf') ? `another ${differs}` : `${differs} ${there[differs]}`
  return `its pictures were drawn with ${what}`
}

/** The same for the pictures that are there, on this computer. */
export const whyNotComparableHere = () => whyNotComparable(readJson(drawnWithFile), drawnWithHere())

/** @param {string} path @returns {Record<string, string>} */
const readJson = path => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})

/** @param {string} path */
const fingerprint = path =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16) : ''
