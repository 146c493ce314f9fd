import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { bits, commonName, element, integer, octets, oid, sequence, time, truth } from './der.ts'
import { ipv6Host, ownHosts, plexHosts } from './hosts.ts'

/** How the server shows itself to new connections. */
export type TlsMode = 'trusted' | 'self-signed' | 'expired' | 'not-yet-valid' | 'wrong-host'

/** A private key and a certificate, both PEM. */
export interface Identity {
  readonly key: string
  readonly cert: string
}

interface Authority {
  readonly name: string
  readonly key: KeyObject
  readonly publicKey: Buffer
}

interface Request {
  readonly subject: string
  readonly publicKey: Buffer
  readonly issuer: Authority
  readonly days: readonly [from: number, to: number]
  readonly hosts: readonly string[] | null
}

const day = 86_400_000
const hosts = [...plexHosts, ...ownHosts, ipv6Host]

const pem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${der
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END ${label}-----\n`

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [truth()] : []), octets(value))

const alternativeName = (host: string): Buffer => {
  if (host === ipv6Host) return element(0x87, Buffer.from([...Array<number>(15).fill(0), 1]))
  return /^[\d.]+$/.test(host)
    ? element(0x87, Buffer.from(host.split('.').map(Number)))
    : element(0x82, Buffer.from(host))
}

const keyIdentifier = (publicKey: Buffer): Buffer => createHash('sha1').update(publicKey).digest()

const extensions = ({ hosts: names, publicKey, issuer }: Request): Buffer[] => [
  extension('2.5.29.14', false, octets(keyIdentifier(publicKey))),
  extension('2.5.29.35', false, sequence(element(0x80, keyIdentifier(issuer.publicKey)))),
  extension('2.5.29.19', true, names ? sequence() : sequence(truth())),
  // digitalSignature for a server, keyCertSign and cRLSign for an authority
  extension('2.5.29.15', true, names ? bits(Buffer.from([0x80]), 7) : bits(Buffer.from([0x06]), 1)),
  ...(names
    ? [
        extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
      ]
    : []),
]

const issue = (request: Request): string => {
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
  const [from, to] = request.days.map(offset => new Date(Date.now() + offset * day))
  const body = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ecdsaWithSha256,
    commonName(request.issuer.name),
    sequence(time(from ?? new Date()), time(to ?? new Date())),
    commonName(request.subject),
    request.publicKey,
    element(0xa3, sequence(...extensions(request))),
  )
  return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(sign('sha256', body, request.issuer.key))))
}

const keyPair = () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { key: pair.privateKey, publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }) }
}

const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Makes a throw-away authority and one server identity for each way of showing itself; nothing touches the disk. */
export function createCertificates(): { caPem: string; identities: Readonly<Record<TlsMode, Identity>> } {
  const name = `Simulator CA ${randomBytes(3).toString('hex')}, throw-away`
  const authority: Authority = { name, ...keyPair() }
  const server = keyPair()
  const identity = (over: Partial<Request>): Identity => ({
    key: privatePem(server.key),
    cert: issue({
      subject: 'plex.tv',
      publicKey: server.publicKey,
      issuer: authority,
      days: [-2, 300],
      hosts,
      ...over,
    }),
  })
  return {
    caPem: issue({
      subject: name,
      publicKey: authority.publicKey,
      issuer: authority,
      days: [-90, 300],
      hosts: null,
    }),
    identities: {
      trusted: identity({}),
      'self-signed': identity({ issuer: { name: 'plex.tv', ...server } }),
      expired: identity({ days: [-60, -1.5] }),
      'not-yet-valid': identity({ days: [10, 40] }),
      'wrong-host': identity({ subject: 'elsewhere.example', hosts: ['elsewhere.example'] }),
    },
  }
}
