import { expect, it } from 'vitest'
import { verbAt } from './verb-at.ts'

it.each<[command: string[], at: number | undefined]>([
  [['status'], 0],
  [['--log-level=3', '--ozone-platform=headless', 'run', '--for', 'x', '--', 'ls'], 2],
  [['--version'], 0],
  [['--no-sandbox', '-h'], 1],
  [['stauts'], 0],
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
])('in %j the verb is at %j', (command, at) => {
  expect(verbAt(command)).toBe(at)
})
