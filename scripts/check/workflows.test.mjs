import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../shared/paths.mjs'

const folder = join(root, '.github', 'workflows')
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8')
const workflows = readdirSync(folder).map(name => /** @type {const} */ ([name, read(name)]))

/** The lines of a top-level key, without itself. @param {string} text @param {string} key */
function block(text, key) {
  return new RegExp(`^${key}:\\n((?:[ #].*\\n|\\n)*)`, 'm').exec(text)?.[1] ?? ''
}

test.each(workflows)('%s takes every action by its commit, and says which release that is', (_name, text) => {
  const used = [...text.matchAll(/uses: *(.*)/g)].map(([, action = '']) => action)
  const pinned = /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/
  expect(used.filter(action => !pinned.test(action))).toEqual([])
  expect(used.length).toBeGreaterThan(0)
})

test('one action is pinned to one commit everywhere', () => {
  const used = workflows.flatMap(([, text]) => [...text.matchAll(/uses: *([^@]+)@(.*)/g)])
  const commits = new Map()
  for (const [, action, commit] of used)
    commits.set(action, new Set([...(commits.get(action) ?? []), commit]))
  expect([...commits].filter(([, seen]) => seen.size > 1)).toEqual([])
})

test.each(workflows)('%s may write nothing but where a job says so', (_name, text) => {
  const granted = /^permissions: \{\}$/m.test(text) ? '' : block(text, 'permissions')
  expect(['', '  contents: read\n\n']).toContain(granted)
})

test.each(workflows)(
  '%s shows no secret to a pull request, and checks out without leaving a token',
  (_name, text) => {
    const triggers = block(text, 'on')
    expect(triggers).not.toContain('pull_request_target')
    if (triggers.includes('pull_request')) expect(text).not.toContain('secrets.')
    const checkouts = text.split('uses: actions/checkout@').slice(1)
    for (const after of checkouts) expect(after.split('- ')[0]).toContain('persist-credentials: false')
  },
)

test('the release has a secret in no step but one that makes again what was made without', () => {
  const text = read('release.yml')
  const [start = '', ...steps] = text.split(/^ {6}- /m)
  expect(start).not.toContain('secrets.')
  const command = 'run: npm run package -- --release\n'
  const unsigned = steps.findIndex(step => step.includes(command) && !/^ +(if|env):/m.test(step))
  const holding = steps.filter(step => step.includes('secrets.'))
  expect(holding.length).toBeGreaterThan(0)
  for (const step of holding) {
    expect(unsigned).toBeGreaterThan(-1)
    expect(steps.indexOf(step)).toBeGreaterThan(unsigned)
    expect(step).toContain(command)
    expect(step).not.toContain('uses:')
  }
})

test('the release makes no package on a runtime that is for development only', () => {
  const text = read('release.yml')
  const made = [...text.matchAll(/run: (npm run package.*)/g)].map(([, command]) => command)
  expect(new Set(made)).toEqual(new Set(['npm run package -- --release']))
})
