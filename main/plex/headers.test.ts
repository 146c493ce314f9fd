import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printableAscii } from '../../common/device-names.ts'
import { keyHeaders, plexHeaders } from './headers.ts'

const installation = {
  clientIdentifier: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11',
  version: '1.2.3',
  deviceName: 'DESK-01',
  platform: 'Linux',
  platformVersion: '6.1.0-13-amd64',
}

describe('the headers of a request', () => {
  it('say which install is asking, and nothing of the person', () => {
    expect(plexHeaders(installation)).toEqual({
      Accept: 'application/json',
      'X-Plex-Client-Identifier': '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11',
      'X-Plex-Product': 'Latchkey',
      'X-Plex-Version': '1.2.3',
      'X-Plex-Device-Name': 'DESK-01',
      'X-Plex-Device': 'Linux',
      'X-Plex-Platform': 'Linux',
      'X-Plex-Platform-Version': '6.1.0-13-amd64',
      'X-Plex-Language': 'en',
    })
  })

  it.each([
    ['Kometa on the NAS', 'Kometa on the NAS', 'Kometa on the NAS (DESK-01)'],
    ['Zoë’s 🔑', "Zoe's", "Zoe's (DESK-01)"],
    ['مفتاح', 'Key', 'Key (DESK-01)'],
    ['x'.repeat(200), 'x'.repeat(100), `${'x'.repeat(100)}`],
    ['a\r\nX-Plex-Token: evil', 'aX-Plex-Token: evil', 'aX-Plex-Token: evil (DESK-01)'],
  ])('say which key is asking, and not that Latchkey does: %j', (name, product, device) => {
    const identifier = '7e57ab1e-0000-4000-8000-000000000001'
    expect(keyHeaders(installation, { identifier, name })).toEqual({
      ...plexHeaders(installation),
      'X-Plex-Client-Identifier': identifier,
      'X-Plex-Product': product,
      'X-Plex-Device-Name': device,
    })
  })

  it('can be sent, whatever the computer is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { clientIdentifier } = installation
        const sent = plexHeaders({
          clientIdentifier,
          version: text,
          deviceName: text,
          platform: text,
          platformVersion: text,
        })
        expect(Object.fromEntries(new Headers(sent))).toEqual(
          Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value])),
        )
      }),
    )
  })
})

describe('a name for plex.tv', () => {
  it.each([
    ['DESK-01', 'DESK-01'],
    ['Zoë’s Mac', "Zoe's Mac"],
    ['‘quoted’', "'quoted'"],
    ['Łódź ½', 'odz 12'],
    ['Küche 🍳 PC', 'Kuche PC'],
    ['ＦＵＬＬ', 'FULL'],
    ['a\r\nX-Plex-Token: evil', 'aX-Plex-Token: evil'],
    ['tab\there', 'tabhere'],
    ['  many   spaces  ', 'many spaces'],
    ['', 'Computer'],
    ['   ', 'Computer'],
    ['🍳🍳', 'Computer'],
    ['書斎', 'Computer'],
    ['a'.repeat(101), 'a'.repeat(100)],
    [`${'a'.repeat(99)} b`, 'a'.repeat(99)],
    ['\ud800lone', 'lone'],
  ])('is made of %j', (name, expected) => {
    expect(printableAscii(name, 'Computer')).toBe(expected)
  })

  it('is printable ASCII of 1 to 100 characters and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const name = printableAscii(text, 'Computer')
        expect(name).toMatch(/^[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?$/)
        expect(printableAscii(name, 'Computer')).toBe(name)
      }),
    )
  })
})
