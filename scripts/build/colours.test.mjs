import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import colours from '../../common/colours.json' with { type: 'json' }
import { entries } from './entries.mjs'

const styles = entries.filter(({ outfile }) => outfile.endsWith('.css'))
const built = await Promise.all(
  styles.map(async entry => {
    const { outputFiles } = await build({ ...entry, write: false })
    return /** @type {const} */ ([entry.outfile, outputFiles.map(({ text }) => text).join('')])
  }),
)

const { light, dark, contrastLight, contrastDark } = colours.ground

test.each(built)('a page is painted with the colours that its window has before: %s', (_file, style) => {
  const grounds = [...style.matchAll(/([^{}]+)\{--ground:light-dark\(([^)]+)\)/g)]
  expect(grounds.map(([, selector, pair]) => [selector, pair?.replaceAll(' ', '')])).toEqual([
    [':root', `${light},${dark}`],
    [':root[data-contrast]', `${contrastLight},${contrastDark}`],
  ])
})

test.each(built)('no style uses a value that it does not give: %s', (_file, style) => {
  const used = [...style.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)
  const given = new Set([...style.matchAll(/[{;](--[\w-]+):/g)].map(([, name]) => name))
  expect(used).toContain('--ground')
  expect(used.filter(name => !given.has(name))).toEqual([])
})

const [, whole = ''] = built.find(([file]) => file.endsWith('/style.css')) ?? []

/**
 * The colours of a theme, by their names, as the built style gives them.
 * @param {'light' | 'dark'} scheme
 * @param {boolean} isContrast
 */
function palette(scheme, isContrast) {
  const rules = [...whole.replaceAll(' ', '').matchAll(/(:root(?:\[data-contrast\])?)\{([^}]*)\}/g)]
    .filter(([, selector]) => isContrast || selector === ':root')
    .flatMap(([, , body = '']) => [...body.matchAll(/--([\w-]+):light-dark\((#\w+),(#\w+)\)/g)])
  return new Map(rules.map(([, name = '', one = '', other = '']) => [name, scheme === 'light' ? one : other]))
}

/** Relative luminance, 0 to 1. Source: WCAG 2.2. @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = (colour.slice(1).match(/../g) ?? []).map(pair => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['ground', 'surface', 'sunken']
/** What is written in which colour, and on which grounds. */
const written = {
  text: [...grounds, 'accent-soft', 'warning-soft', 'danger-soft'],
  muted: [...grounds, 'accent-soft', 'warning-soft', 'danger-soft'],
  accent: [...grounds, 'accent-soft'],
  'accent-strong': grounds,
  warning: [...grounds, 'warning-soft'],
  danger: [...grounds, 'danger-soft'],
  'on-accent': ['accent', 'accent-strong'],
}
/** The edge of what is pressed and typed in. */
const drawn = { 'line-strong': grounds, accent: grounds }

const themes = /** @type {const} */ ([
  ['light', false],
  ['dark', false],
  ['light', true],
  ['dark', true],
])

describe.each(themes)('the theme %s, high contrast: %s', (scheme, isContrast) => {
  const colour = palette(scheme, isContrast)
  /** @param {Record<string, string[]>} pairs */
  const ratios = pairs =>
    Object.entries(pairs).flatMap(([name, all]) =>
      all.map(ground => ({
        pair: `${name} on ${ground}`,
        ratio: contrast(colour.get(name) ?? 'none', colour.get(ground) ?? 'none'),
      })),
    )

  test('has every text readable', () => {
    const least = isContrast ? 7 : 4.5
    expect(ratios(written).filter(({ ratio }) => !(ratio >= least))).toEqual([])
  })

  test('has every control stand out', () => {
    const least = isContrast ? 4.5 : 3
    expect(ratios(drawn).filter(({ ratio }) => !(ratio >= least))).toEqual([])
  })
})
