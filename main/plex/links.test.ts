import { expect, it } from 'vitest'
import { AUTHORIZED_DEVICES, serverPage } from './links.ts'

it('leads to a server in Plex’s web app', () => {
  const id = '0123456789abcdef0123456789abcdef01234567'
  expect(serverPage(id)).toBe(`https://app.plex.tv/desktop/#!/media/${id}/com.plexapp.plugins.library`)
})

it.each(['', '../auth', 'a/b', 'a?b', 'a%2fb', 'a b', 'a\n', 'ä', 'x'.repeat(65)])(
  'leads nowhere for %j, which names no server',
  id => expect(() => serverPage(id)).toThrow('Not the id of a server'),
)

it('leads to the devices of the account', () => {
  expect(AUTHORIZED_DEVICES).toBe('https://app.plex.tv/desktop/#!/settings/devices/all')
})
