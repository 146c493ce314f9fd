import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../shared/paths.mjs'

/** @type {Readonly<Record<string, string>>} */
const characters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (/** @type {string} */ text) =>
  text.replaceAll(/[&<>"]/g, character => characters[character] ?? character)

/**
 * AppStream metadata, from the template in build/linux. Source: freedesktop.org, AppStream 1.0, "Desktop Applications".
 * @param {Readonly<Record<'license' | 'developer' | 'homepage' | 'version', string | undefined>> & { developmentOnly: boolean }} facts
 * @param {Date} at when this version was made
 */
export async function metainfo({ developmentOnly, ...facts }, at) {
  const template = await readFile(join(root, 'build', 'linux', 'metainfo.xml'), 'utf8')
  const date = at.toISOString().slice(0, 10)
  /** @type {Readonly<Record<string, string | undefined>>} */
  const values = { ...facts, date, kind: developmentOnly ? 'development' : 'stable' }
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name) => {
    const value = values[name]
    if (value === undefined) throw new Error(`Nothing is known of what metainfo.xml calls ${name}`)
    return escaped(value)
  })
}
