import { expect, test } from 'vitest'
import { leftOutTests } from './left-out-tests.mjs'

test.each([
  [{ mayInstall: true, developmentOnly: true }, []],
  [{ mayInstall: false, developmentOnly: true }, ['installed.spec.ts', 'by-root.spec.ts']],
  [{ mayInstall: true, developmentOnly: false }, ['packages.spec.ts', 'by-root.spec.ts']],
])('where %j, no test is left out but %j', (computer, files) => {
  expect(leftOutTests(computer).map(({ file }) => file)).toEqual(files)
})
