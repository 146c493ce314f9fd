import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { choices } from '../../common/choices.ts'
import { iconFile, templateFile, TRAY_ICONS, TRAY_SIZES, type TrayStyle } from './icons.ts'

const read = (name: string) => PNG.sync.read(readFileSync(join('build/tray', name)))
type Colour = readonly [red: number, green: number, blue: number]

/** Relative luminance, 0 to 1. Source: WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(value => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The share of what is drawn that stands out against a panel of this colour, so much to one and more. */
function standsOut({ data }: PNG, panel: Colour, ratio: number): number {
  let drawn = 0
  let clear = 0
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / 255
    if (alpha < 0.5) continue
    drawn++
    const shown = panel.map((under, channel) => data[at + channel]! * alpha + under * (1 - alpha))
    if (contrast(shown as unknown as Colour, panel) >= ratio) clear++
  }
  return clear / drawn
}

const steps = [0, 51, 102, 153, 204, 255]
const panels = steps.flatMap(red => steps.flatMap(green => steps.map((blue): Colour => [red, green, blue])))

/** Panels as desktops have them, and two in colours that people choose. */
const darkPanels: Readonly<Record<string, Colour>> = {
  black: [0, 0, 0],
  'GNOME’s': [29, 29, 32],
  'Breeze’s dark one': [49, 54, 59],
  'a blue one': [40, 85, 119],
}
const lightPanels: Readonly<Record<string, Colour>> = {
  'a grey one': [160, 160, 160],
  'an orange one': [233, 140, 60],
  'Breeze’s light one': [239, 240, 241],
  white: [255, 255, 255],
}
const panelsOf: Readonly<Record<TrayStyle, Readonly<Record<string, Colour>>>> = {
  coloured: { ...darkPanels, ...lightPanels },
  'for-dark-panels': darkPanels,
  'for-light-panels': lightPanels,
}
/** One colour stands out everywhere; of two, the one that fits the panel, which may be no more than the outline. */
const leastShare: Readonly<Record<TrayStyle, number>> = {
  coloured: 0.18,
  'for-dark-panels': 0.8,
  'for-light-panels': 0.8,
}

const drawings = choices.trayIcon.flatMap(style =>
  TRAY_ICONS.flatMap(icon => TRAY_SIZES.map(size => ({ style, icon, size }))),
)

it('has a file for each state, style and size, those of macOS, and no other', () => {
  const files = [
    ...drawings.map(({ icon, style, size }) => iconFile(icon, style, size)),
    ...TRAY_ICONS.flatMap(icon => [templateFile(icon), templateFile(icon).replace('.png', '@2x.png')]),
  ]
  expect(readdirSync('build/tray').toSorted()).toEqual(files.toSorted())
})

describe.each(drawings)('the icon $icon, $style, of $size pixels', ({ icon, style, size }) => {
  const image = read(iconFile(icon, style, size))

  it('has that size', () => {
    expect([image.width, image.height]).toEqual([size, size])
  })

  it.each(Object.entries(panelsOf[style]))('stands out against its panel: %s', (_what, panel) => {
    expect(standsOut(image, panel, 3)).toBeGreaterThan(leastShare[style])
  })
})

it.each(TRAY_ICONS)('stands out in its colours against a panel of any colour: %s', icon => {
  const image = read(iconFile(icon, 'coloured', 22))
  expect(Math.min(...panels.map(panel => standsOut(image, panel, 2.2)))).toBeGreaterThan(0.2)
})

it.each(TRAY_ICONS)('has a file of both sizes for macOS: %s', icon => {
  const name = templateFile(icon)
  expect([name, name.replace('.png', '@2x.png')].map(file => read(file).width)).toEqual([16, 32])
})

const pairs = TRAY_ICONS.flatMap((one, at) => TRAY_ICONS.slice(at + 1).map(other => [one, other] as const))

describe.each(pairs)('the icons %s and %s', (one, other) => {
  // In one colour, so that nothing but the shape is left.
  it.each(TRAY_SIZES)('differ in shape at %i pixels', size => {
    const [left, right] = [one, other].map(icon => read(iconFile(icon, 'for-dark-panels', size)).data)
    let differing = 0
    for (let at = 3; at < left!.length; at += 4) if (Math.abs(left![at]! - right![at]!) > 127) differing++
    // The badges of two lie in a quarter of the whole.
    expect(differing / (size * size)).toBeGreaterThan(0.05)
  })
})
