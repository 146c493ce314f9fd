import { expect, test } from 'vitest'
import { appEnvironment } from './app-environment.mjs'

test('the app is not given what was meant for the program around the terminal', () => {
  const environment = { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require x', LANG: 'de' }
  expect(appEnvironment(environment)).toEqual({ PATH: '/bin', LANG: 'de' })
})
