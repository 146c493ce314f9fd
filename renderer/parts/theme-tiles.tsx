import type { Snapshot } from '../../common/contract.ts'
import { choices } from '../../common/choices.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Radios } from './radios.tsx'

interface Palette {
  readonly ground: string
  readonly accent: string
  readonly text: string
  readonly lines: string
}

const light: Palette = { ground: '#f4f7f7', accent: '#0b6a72', text: '#122124', lines: '#8a999c' }
const dark: Palette = { ground: '#101618', accent: '#63c9cd', text: '#e9f1f1', lines: '#738488' }
const whole: Palette = { ground: '#ffffff', accent: '#00474d', text: '#000000', lines: '#26363a' }
const deep: Palette = { ground: '#000000', accent: '#8ef0f2', text: '#ffffff', lines: '#d3dfe1' }

/** At the start and at the end: what follows the system is one or the other. */
const palettes = {
  system: [light, dark],
  light: [light, light],
  dark: [dark, dark],
  contrast: [whole, deep],
} as const

/** The choice of a theme, as a small picture of each. */
export function ThemeTiles({ snapshot }: { readonly snapshot: Snapshot }) {
  const text = useText()
  return (
    <Radios
      id="theme"
      class="tiles"
      label={text('window.settings.theme.title')}
      values={choices.theme}
      nameOf={value => text(`window.settings.theme.${value}`)}
      chosen={({ preferences }) => preferences.theme}
      snapshot={snapshot}
      choose={value => bridge.preferences.change({ theme: value })}
      drawn={value => (
        <svg viewBox="0 0 80 52" aria-hidden="true">
          {palettes[value].map((palette, half) => (
            // The first reaches below the second, or a line between them would be seen.
            <svg
              key={half}
              x={40 * half}
              width={41 - half}
              height="52"
              viewBox={`${40 * half} 0 ${41 - half} 52`}
            >
              <rect width="80" height="52" fill={palette.ground} />
              <circle cx="14" cy="15" r="5" fill={palette.accent} />
              <path d="M24 15h30" stroke={palette.text} stroke-width="3" />
              <path d="M10 29.500h60M10 38.500h46" stroke={palette.lines} stroke-width="2.500" />
            </svg>
          ))}
        </svg>
      )}
    />
  )
}
