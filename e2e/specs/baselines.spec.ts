import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { directionOf } from '../../common/direction.ts'
import { textIn } from '../world/pseudo-language.ts'
import { repository } from '../world/runtime.ts'
import type { Sights } from '../world/sight.ts'
import { sightsOfKeys } from '../world/sights-of-keys.ts'
import { sightsOfSignIn } from '../world/sights-of-sign-in.ts'
import { holdStill, stillLaunch, themes, type Theme } from '../world/still-window.ts'
import { expect, type Parts, test } from '../world/test.ts'

const sights = { ...sightsOfSignIn, ...sightsOfKeys } satisfies Sights
const languages = ['en', 'ar'] as const
const zooms = [1, 2] as const

const nameOf = (sight: string, theme: Theme, language: string, zoom: number) =>
  `${sight}-${theme}-${directionOf(language)}-${zoom * 100}.png`

/** What a change to the styles can do by mistake, as small as it can be. */
const changes = [
  ['.rows > li + li', 'background-position-y', '1px'],
  ['.row-name', 'translate', '1px'],
  [':root', '--line', 'light-dark(#d3dcdc, #000)'],
  [':root', '--muted', 'light-dark(#556770, #000)'],
] as const

function setStyle({
  selector,
  property,
  value,
}: Readonly<Record<'selector' | 'property' | 'value', string>>) {
  const changed = document.querySelector<HTMLElement>(selector)
  if (changed === null) throw new Error(`There is no ${selector}`)
  changed.style.setProperty(property, value)
}

async function openStill({ launch, tray }: Pick<Parts, 'launch' | 'tray'>, language: string, zoom: number) {
  const text = await textIn(path.join(repository, 'dist/text', language))
  const app = await launch(stillLaunch(language))
  await tray.waitForLabel(text('action.signIn'))
  await tray.activate()
  // Light and dark both have one.
  const contrastOn = directionOf(language) === 'ltr' ? 'light' : 'dark'
  return holdStill(app, { zoom, contrastOn, text })
}

for (const language of languages) {
  for (const zoom of zooms) {
    test(`looks as in the pictures, ${directionOf(language)} at ${zoom * 100} %`, async ({
      launch,
      tray,
    }) => {
      const window = await openStill({ launch, tray }, language, zoom)
      for (const [name, sight] of Object.entries(sights)) {
        await window.show(sight)
        for (const theme of themes) {
          const picture = await window.picture(theme)
          expect.soft(picture).toMatchSnapshot(nameOf(name, theme, language, zoom))
        }
      }
    })
  }
}

test('sees a line or a text that moved by a pixel, and a colour that changed a little', async ({
  launch,
  tray,
}) => {
  const window = await openStill({ launch, tray }, 'en', 1)
  await window.show(sights.home)
  const known = nameOf('home', 'light', 'en', 1)
  expect(await window.picture('light')).toMatchSnapshot(known)
  for (const [selector, property, value] of changes) {
    const change = (to: string) => window.page.evaluate(setStyle, { selector, property, value: to })
    await change(value)
    expect(await window.picture('light'), `${selector} with ${property}: ${value}`).not.toMatchSnapshot(known)
    await change('')
  }
  expect(await window.picture('light')).toMatchSnapshot(known)
})

test('each picture is of something that the window still shows', async () => {
  const wanted = Object.keys(sights).flatMap(sight =>
    themes.flatMap(theme =>
      languages.flatMap(language => zooms.map(zoom => nameOf(sight, theme, language, zoom))),
    ),
  )
  const there = await readdir(path.join(repository, 'e2e/baselines'))
  expect(there.filter(name => name.endsWith('.png')).toSorted()).toEqual(wanted.toSorted())
})
