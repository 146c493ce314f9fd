import { render } from 'preact'
import { sayWhatWasReset } from './after-reset.ts'
import { announceChanges } from './announce-changes.ts'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import { ownText } from './own-text.ts'
import { followRoute } from './route.ts'
import { ignoreStrayClicks } from './second-click.ts'
import { follow, received } from './store.ts'
import { ownTheme } from './theme.ts'
import { TextProvider } from './use-text.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

const text = ownText()
announceChanges(text)
followRoute()
sayWhatWasReset(text)
ignoreStrayClicks(document)
const draw = ownTheme()
received.subscribe(now => now !== null && draw(now.snapshot.preferences.theme, now.snapshot.contrastAsked))
follow(bridge)
render(
  <TextProvider value={text}>
    <App />
  </TextProvider>,
  root,
)
