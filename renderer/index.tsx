import { render } from 'preact'
import { createText, type Language } from '../common/text.ts'
import { announceChanges } from './announcer.tsx'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import { followRoute } from './route.ts'
import { ignoreStrayClicks } from './second-click.ts'
import { follow } from './store.ts'
import { TextProvider } from './use-text.ts'

declare global {
  /** Put there by the script before this one. */
  const latchkeyText: Language
}

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

const text = createText(latchkeyText)
document.documentElement.lang = text.language
announceChanges(text)
followRoute()
ignoreStrayClicks(document)
follow(bridge)
render(
  <TextProvider value={text}>
    <App />
  </TextProvider>,
  root,
)
