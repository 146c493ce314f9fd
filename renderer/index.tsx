import { render } from 'preact'
import { announceChanges } from './announcer.tsx'
import { App } from './app.tsx'
import { bridge } from './bridge.ts'
import { follow } from './store.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

announceChanges()
follow(bridge)
render(<App />, root)
