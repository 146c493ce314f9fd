import readQr from 'jsqr'
import { PNG } from 'pngjs'

/** The text of the QR code in a PNG picture; null if none can be read. */
export function decodeQr(picture: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(picture)
  return readQr(new Uint8ClampedArray(data), width, height)?.data ?? null
}
