import { xmlElement } from './xml.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** `2024-01-02T03:04:05Z` is `2024-01-02 03:04:05 UTC` in XML. */
const spaced = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^([\d-]+)T([\d:]+)Z$/, '$1 $2 UTC') : value

/** `<roles><role id="…"/></roles>` */
const named = (list: string, each: string, ids: unknown): string =>
  xmlElement(
    list,
    {},
    listOf(ids).map(id => xmlElement(each, { id })),
  )

const children: Readonly<Record<string, (value: unknown) => string>> = {
  subscription: value => {
    const fields = fieldsOf(value)
    const dated = { ...fields, subscribedAt: spaced(fields['subscribedAt']) }
    return xmlElement('subscription', dated, [named('features', 'feature', fields['features'])])
  },
  profile: value => xmlElement('profile', fieldsOf(value)),
  entitlements: value => named('entitlements', 'entitlement', value),
  roles: value => named('roles', 'role', value),
  services: value =>
    xmlElement(
      'services',
      {},
      listOf(value).map(service => xmlElement('service', fieldsOf(service))),
    ),
}

/** The answer of `/api/v2/user` in XML: what has parts is an element in it, also when it is null or empty. */
export const userXml = (fields: Fields): string => {
  const plain = Object.entries(fields).filter(([name]) => !Object.hasOwn(children, name))
  return xmlElement(
    'user',
    Object.fromEntries(plain),
    Object.entries(children).map(([name, write]) => write(fields[name])),
  )
}
