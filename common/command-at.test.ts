import { expect, it } from 'vitest'
import { commandAt } from './command-at.ts'

it.each<[command: string[], at: number | undefined]>([
  [['status'], 0],
  [['--log-level=3', '--ozone-platform=headless', 'run', '--for', 'x', '--', 'ls'], 2],
  [['--version'], 0],
  [['--no-sandbox', '-h'], 1],
  [['stauts'], 0],
  [['--json', 'presets'], 0],
  [['--for', 'Living Room', 'run', '--', 'ls'], 0],
  [['--for=Living Room', 'run'], 0],
  [['--log-level=3', '--write', '/tmp/a', 'keys', 'add', 'x'], 1],
  [['--hidden', '--once'], 1],
  [['--json'], 0],
  [['--jsonp'], undefined],
  [['--JSON'], undefined],
  [['--json\n'], undefined],
  [['--toString'], undefined],
  [['/usr/share', '--json'], undefined],
  [[], undefined],
  [['--hidden'], undefined],
  [['--hidden', '--lang=de'], undefined],
  [['--', 'status'], undefined],
  [['file:///etc/passwd', 'status'], undefined],
  [['/usr/share', 'status'], undefined],
  [['', 'status'], undefined],
  [['-', 'status'], 1],
  [['%U'], undefined],
  [['YES'], undefined],
  [['(de)'], undefined],
  [['$(touch a)'], undefined],
  [['\u202Etxt'], undefined],
  [['status\n'], undefined],
])('in %j the command begins at %j', (command, at) => {
  expect(commandAt(command)).toBe(at)
})
