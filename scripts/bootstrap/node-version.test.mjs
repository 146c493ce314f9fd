import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { installerAdvice, requireNode } from './node-version.mjs'

test.each(['20.19.0', '20.20.2', '21.0.0', '22.12.0', '100.0.0'])('Node %s is new enough', version => {
  expect(() => requireNode(version)).not.toThrow()
})

test.each(['20.18.3', '18.20.0', '9.99.0'])('Node %s is refused with the next step', version => {
  expect(() => requireNode(version)).toThrow(
    `Latchkey needs Node 20.19 or newer and this is ${version}.\n` +
      'Install a current Node (https://nodejs.org/en/download), then run the same command again.',
  )
})

test.each(['20.19.0', '20.20.2', '22.11.9'])(
  'where Electron could not be had, Node %s is said to be older than its installer asks for',
  version => {
    expect(installerAdvice(version)).toBe(
      `; its installer asks for Node 22.12 or newer and this is ${version}`,
    )
  },
)

test.each(['22.12.0', '24.1.0'])('nothing of the kind is said of Node %s', version => {
  expect(installerAdvice(version)).toBe('')
})

test('package.json and README name the versions that are asked for', async () => {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8'))
  const electron = JSON.parse(await readFile('node_modules/electron/package.json', 'utf8'))
  expect([engines.node, electron.engines.node]).toEqual(['>=20.19', '>= 22.12.0'])
  expect(await readFile('README.md', 'utf8')).toMatch(/Node\.js 20\.19 or newer[^|]*22\.12/)
})
