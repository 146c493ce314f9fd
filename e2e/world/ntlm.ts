import type { Socket } from 'node:net'
import type { Conduct } from './proxy.ts'

/** A message of the second round: a challenge of eight bytes, and no more said of the server than must be (MS-NLMP 2.2.1.2). */
function createChallenge(): string {
  const message = Buffer.alloc(60)
  message.write('NTLMSSP\0', 'latin1')
  message.writeUInt32LE(2, 8)
  message.writeUInt32LE(56, 16)
  // Unicode, a target, NTLM, always signed, extended security, what is known of the target.
  message.writeUInt32LE(0x00888205, 20)
  message.write('n0nce-08', 24, 'latin1')
  // What is known of the target: the end of a list.
  message.writeUInt16LE(4, 40)
  message.writeUInt16LE(4, 42)
  message.writeUInt32LE(56, 44)
  return message.toString('base64')
}

/** The domain and the user that a message of the third round names. */
function readNames(message: Buffer): string {
  const text = (at: number) => {
    const [length, offset] = [message.readUInt16LE(at), message.readUInt32LE(at + 4)]
    return message.toString('utf16le', offset, offset + length)
  }
  return `${text(28)}\\${text(36)}`
}

/**
 * A proxy that asks for a Windows login, in three rounds over one connection, and accepts anybody who names this domain
 * and user. The password is not checked, since that needs a hash (MD4) that Node no longer has.
 */
export const ntlm = (named: string): Conduct => {
  const ask = (client: Socket, way: string) =>
    client.write(
      `HTTP/1.1 407 Who?\r\nProxy-Authenticate: ${way}\r\nProxy-Connection: keep-alive\r\nContent-Length: 0\r\n\r\n`,
    )
  return function round(client, lead, asked) {
    const shown = /^Proxy-Authorization: NTLM (\S+)/im.exec(asked)?.[1]
    const message = Buffer.from(shown ?? '', 'base64')
    const kind = message.length < 12 ? 0 : message.readUInt32LE(8)
    if (kind === 3 && readNames(message) === named) return lead()
    client.once('data', next => void round(client, lead, next.toString('latin1')))
    return ask(client, kind === 1 ? `NTLM ${createChallenge()}` : 'NTLM')
  }
}
