const length = (size: number): Buffer => {
  if (size < 0x80) return Buffer.from([size])
  const bytes = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

/** One DER element: tag, length, contents (below 64 KB). */
export const element = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), length(content.length), content])
}

export const sequence = (...contents: readonly Buffer[]): Buffer => element(0x30, ...contents)
export const octets = (content: Buffer): Buffer => element(0x04, content)
export const bits = (content: Buffer, unused = 0): Buffer => element(0x03, Buffer.from([unused]), content)
export const truth = (): Buffer => element(0x01, Buffer.from([0xff]))

/** A positive integer from its big-endian bytes. */
export const integer = (bytes: Buffer): Buffer =>
  element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)

/** An object identifier from its dotted form. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const septets = (value: number): number[] => {
    const bytes = [value & 0x7f]
    for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80)
    return bytes
  }
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(septets)]))
}

/** UTCTime: two-digit years, enough until 2049. */
export const time = (at: Date): Buffer =>
  element(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

/** A distinguished name with a common name alone. */
export const commonName = (name: string): Buffer =>
  sequence(element(0x31, sequence(oid('2.5.4.3'), element(0x0c, Buffer.from(name)))))
