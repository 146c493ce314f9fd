import { expect, test } from 'vitest'
import { requireNode } from './node-version.mjs'

test.each(['20.19.0', '20.20.2', '21.0.0', '22.12.0', '100.0.0'])('Node %s is new enough', version => {
  expect(() => requireNode(version)).not.toThrow()
})

test.each(['20.18.3', '18.20.0', '9.99.0'])('Node %s is refused with the next step', version => {
  expect(() => requireNode(version)).toThrow(
    `Latchkey needs Node 20.19 or newer and this is ${version}.\n` +
      'Install a current Node (https://nodejs.org/en/download), then run the same command again.',
  )
})
