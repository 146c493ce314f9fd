import { expect, test } from 'vitest'
import { leftOutTests } from './left-out-tests.mjs'

test.each([
  [{ mayInstall: true, mayMount: true, maySplitNetwork: true, developmentOnly: true }, []],
  [
    { mayInstall: true, mayMount: true, maySplitNetwork: false, developmentOnly: true },
    ['hardening-network.spec.ts'],
  ],
  [
    { mayInstall: true, mayMount: false, maySplitNetwork: true, developmentOnly: true },
    ['silent-disk.spec.ts'],
  ],
  [
    { mayInstall: false, mayMount: true, maySplitNetwork: true, developmentOnly: true },
    ['installed.spec.ts', 'by-root.spec.ts'],
  ],
  [
    { mayInstall: true, mayMount: true, maySplitNetwork: true, developmentOnly: false },
    ['packages.spec.ts', 'by-root.spec.ts'],
  ],
  [
    {
      mayInstall: true,
      mayMount: true,
      maySplitNetwork: true,
      developmentOnly: true,
      whyNoPictures: 'it has other fonts',
    },
    ['baselines.spec.ts'],
  ],
])('where %j, no test is left out but %j', (computer, files) => {
  expect(leftOutTests(computer).map(({ file }) => file)).toEqual(files)
})
