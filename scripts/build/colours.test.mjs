import { build } from 'esbuild'
import { expect, test } from 'vitest'
import colours from '../../common/colours.json' with { type: 'json' }
import { entries } from './bundle.mjs'

const styles = entries.filter(({ outfile }) => outfile.endsWith('.css'))
const built = await Promise.all(
  styles.map(async entry => {
    const { outputFiles } = await build({ ...entry, write: false })
    return /** @type {const} */ ([entry.outfile, outputFiles.map(({ text }) => text).join('')])
  }),
)

test.each(built)('a page is painted with the colours that its window has before: %s', (_file, style) => {
  const { light, dark } = colours.ground
  expect(style.match(/--ground:[^;}]+/g)).toEqual([`--ground:${light}`, `--ground:${dark}`])
  expect(style).toContain(`@media(prefers-color-scheme:dark){:root{--ground:${dark}}}`)
})

test.each(built)('no style uses a value that it does not give: %s', (_file, style) => {
  const used = [...style.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)
  const given = new Set([...style.matchAll(/[{;](--[\w-]+):/g)].map(([, name]) => name))
  expect(used).toContain('--ground')
  expect(used.filter(name => !given.has(name))).toEqual([])
})
