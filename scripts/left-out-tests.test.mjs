import { expect, test } from 'vitest'
import { leftOutTests } from './left-out-tests.mjs'

test.each([
  [{ mayInstall: true, maySplitNetwork: true, developmentOnly: true }, []],
  [{ mayInstall: true, maySplitNetwork: false, developmentOnly: true }, ['hardening-network.spec.ts']],
  [
    { mayInstall: false, maySplitNetwork: true, developmentOnly: true },
    ['installed.spec.ts', 'by-root.spec.ts'],
  ],
  [
    { mayInstall: true, maySplitNetwork: true, developmentOnly: false },
    ['packages.spec.ts', 'by-root.spec.ts'],
  ],
])('where %j, no test is left out but %j', (computer, files) => {
  expect(leftOutTests(computer).map(({ file }) => file)).toEqual(files)
})
