import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { iconFile, type TrayIcon } from './icons.ts'

const icons: readonly TrayIcon[] = ['signed-out', 'waiting', 'signed-in', 'problem']
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

/** The share of what is drawn that stands out against a panel of this colour, 2.2:1 and more. */
function standsOut({ data }: PNG, panel: Colour): number {
  let drawn = 0
  let clear = 0
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / 255
    if (alpha < 0.5) continue
    drawn++
    const shown = panel.map((under, channel) => data[at + channel]! * alpha + under * (1 - alpha))
    if (contrast(shown as unknown as Colour, panel) >= 2.2) clear++
  }
  return clear / drawn
}

const steps = [0, 51, 102, 153, 204, 255]
const panels = steps.flatMap(red => steps.flatMap(green => steps.map((blue): Colour => [red, green, blue])))

describe.each(icons)('the icon %s', icon => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'has a file for %s, and one for twice the size',
    platform => {
      const name = iconFile(icon, platform)
      const { width, height } = read(name)
      expect([width, height]).toEqual(platform === 'darwin' ? [16, 16] : [22, 22])
      const double = read(name.replace('.png', '@2x.png'))
      expect([double.width, double.height]).toEqual([2 * width, 2 * height])
    },
  )

  it('stands out against a panel of any colour', () => {
    const image = read(iconFile(icon, 'linux'))
    const worst = Math.min(...panels.map(panel => standsOut(image, panel)))
    expect(worst).toBeGreaterThan(0.2)
  })
})
