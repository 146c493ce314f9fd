import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../shared/paths.mjs'
import { requireTagOf } from './release-tag.mjs'

describe('a tag', () => {
  test.each([
    ['1.2.3', 'v1.2.3'],
    ['1.2.3-beta.1', 'v1.2.3-beta.1'],
  ])('of version %s is %s', (version, tag) => {
    expect(() => requireTagOf(version, tag)).not.toThrow()
  })

  test.each([
    ['1.2.2', 'v1.2.3'],
    ['1.2.3', '1.2.3'],
    ['1.2.3', 'v1.2.3-beta.1'],
    ['1.2.3-beta.1', 'v1.2.3'],
    ['1.2.3', 'v1.2.30'],
    ['1.2.3', 'V1.2.3'],
  ])('of version %s is not %s', (version, tag) => {
    expect(() => requireTagOf(version, tag)).toThrow(
      `The tag is ${tag}, but package.json has version ${version}: its tag is v${version}.`,
    )
  })

  test.each([[undefined], ['']])('is needed: %j', tag => {
    expect(() => requireTagOf('1.2.3', tag)).toThrow('There is no tag, but package.json has version 1.2.3')
  })
})

describe('the release', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const run = (/** @type {string} */ tag) =>
    spawnSync(process.execPath, [join(root, 'scripts', 'release-tag.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, GITHUB_REF_NAME: tag },
    })

  test('goes on where the tag names the version in package.json', () => {
    expect(run(`v${version}`)).toMatchObject({ status: 0, stderr: '' })
  })

  test('ends where it names another, in words and without a stack', () => {
    expect(run('v999.0.0')).toMatchObject({
      status: 1,
      stderr:
        `The tag is v999.0.0, but package.json has version ${version}: its tag is v${version}.\n` +
        'Change the version and commit it, or delete the tag and make that one.\n',
    })
  })

  test('asks that before anything else of the project runs', () => {
    const text = readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8')
    const [first] = [...text.matchAll(/\brun: *(.*)/g)].map(([, command]) => command)
    expect(first).toBe('node scripts/release-tag.mjs')
  })
})
