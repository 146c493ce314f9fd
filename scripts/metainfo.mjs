import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './paths.mjs'

const characters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = text => text.replaceAll(/[&<>"]/g, character => characters[character])

/**
 * AppStream metadata, from the template in build/linux. Source: freedesktop.org, AppStream 1.0, "Desktop Applications".
 * @param {{ license: string, developer: string, homepage: string, version: string, developmentOnly: boolean }} facts
 * @param {Date} at when this version was made
 */
export async function metainfo({ developmentOnly, ...facts }, at) {
  const template = await readFile(join(root, 'build', 'linux', 'metainfo.xml'), 'utf8')
  const date = at.toISOString().slice(0, 10)
  const values = { ...facts, date, kind: developmentOnly ? 'development' : 'stable' }
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name) => escaped(values[name]))
}
