import type { KeyAnswer } from '../../common/access-answers.ts'
import type { PresetName } from '../../common/presets.ts'
import { Secret } from '../secret.ts'
import { Garbled } from './garbled.ts'
import { withoutSetting, withSettings } from './ini-text.ts'

/** What goes into a program's file. */
export interface FileKey {
  /** Null if the key is for the account as a whole: the file's own address stays. */
  readonly address: string | null
  readonly key: Secret
  /** The key's own client identifier, device name and product, for programs that can be told them. */
  readonly identifier: string
  readonly deviceName: string
  readonly product: string
}

/** Whether that is the key that is meant, as it stands in a file. */
export type IsKey = (value: string) => boolean

/** How one program's file is changed. All throw `Garbled`. */
export interface ProgramFormat {
  readonly write: (text: string, given: FileKey) => string
  /** Null if another key is in it. */
  readonly clean: (text: string, isKey: IsKey) => string | null
  /** Puts one key in the place of another; null if that is not in it. */
  readonly swap: (text: string, isKey: IsKey, given: FileKey) => string | null
}

/** Source: python-plexapi 4.18, plexapi/config.py and `reset_base_headers` in plexapi/__init__.py. */
const plexapi: ProgramFormat = {
  write: (text, { address, key, identifier, deviceName, product }) =>
    withSettings(text, [
      ...(address === null ? [] : [{ section: 'auth', name: 'server_baseurl', value: address }]),
      { section: 'auth', name: 'server_token', value: key.reveal() },
      { section: 'header', name: 'identifier', value: identifier },
      { section: 'header', name: 'device_name', value: deviceName },
      { section: 'header', name: 'product', value: product },
    ]),
  clean: (text, isGone) => withoutSetting(text, { section: 'auth', name: 'server_token', isGone }) ?? null,
  swap: (text, isKey, given) => (plexapi.clean(text, isKey) === null ? null : plexapi.write(text, given)),
}

interface Places {
  readonly address: readonly string[]
  /** The address is the first of a list. */
  readonly several?: true
  readonly key: readonly string[]
  /** Wherever the key may be by now; `null` stands for any name. */
  readonly keys?: ReadonlyArray<string | null>
}

/** The parser is large, so it is in a bundle of its own, which is loaded with the first file. */
async function yaml({ address: at, several, key: of, keys = of }: Places): Promise<ProgramFormat> {
  const { withoutValue, withValues } = await import('./yaml-text.ts')
  return {
    write: (text, { address, key }) =>
      withValues(text, [
        { path: of, value: key.reveal(), as: 'text' },
        ...(address === null ? [] : [{ path: at, value: address, as: several ? 'first' : 'text' } as const]),
      ]),
    clean: (text, isGone) => withoutValue(text, { path: keys, isGone }) ?? null,
    swap: (text, isGone, { key }) =>
      withoutValue(text, { path: keys, isGone, instead: key.reveal() }) ?? null,
  }
}

/** Programs that keep their key in a file of their own, which can be changed without touching the rest. */
export const programFormats: Readonly<Partial<Record<PresetName, () => Promise<ProgramFormat>>>> = {
  'python-plexapi': () => Promise.resolve(plexapi),
  // A server's entry has to keep its `token`, or PlexTraktSync does not start: plextraktsync/config/PlexServerConfig.py.
  plextraktsync: () =>
    yaml({
      address: ['servers', 'default', 'urls'],
      several: true,
      key: ['servers', 'default', 'token'],
      keys: ['servers', null, 'token'],
    }),
  kometa: () => yaml({ address: ['plex', 'url'], key: ['plex', 'token'] }),
  'plex-auto-languages': () =>
    yaml({ address: ['plexautolanguages', 'plex', 'url'], key: ['plexautolanguages', 'plex', 'token'] }),
}

/** No value may end its own line. */
export function plain(given: FileKey): FileKey {
  const values = [
    given.address ?? 'none',
    given.key.reveal(),
    given.identifier,
    given.deviceName,
    given.product,
  ]
  if (!values.every(value => /^[!-~](?:[ -~]*[!-~])?$/.test(value)))
    throw new Garbled('A value has no place in a file')
  return given
}

/** Of a key as a program gets it, with the first of its server's addresses. */
export const fileKeyOf = ({ key, identifier, deviceName, product, server }: KeyAnswer): FileKey => ({
  address: server?.addresses.find(({ answers }) => answers !== false)?.url ?? null,
  key: new Secret(key),
  identifier,
  deviceName,
  product,
})
