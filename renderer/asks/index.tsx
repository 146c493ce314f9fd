import { render } from 'preact'
import { ownText } from '../own-text.ts'
import { ignoreStrayClicks } from '../second-click.ts'
import { ownTheme } from '../theme.ts'
import { TextProvider } from '../use-text.ts'
import { Asks } from './asks.tsx'
import { ignoreEarlyClicks } from './presses.ts'
import { follow, told } from './store.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

const text = ownText()
document.title = text('asks.window')
ignoreStrayClicks(document)
const draw = ownTheme()
told.subscribe(now => now !== null && draw(now.theme, now.contrastAsked))
ignoreEarlyClicks(document, () => performance.now() >= (told.getState()?.answerableAt ?? Infinity))
follow(window.latchkey as never)
new ResizeObserver(() => {
  const height = Math.ceil(root.getBoundingClientRect().height)
  if (height > 0) void window.latchkey.page.fit(height)
}).observe(root)
render(
  <TextProvider value={text}>
    <Asks />
  </TextProvider>,
  root,
)
