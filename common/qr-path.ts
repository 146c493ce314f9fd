import { create } from 'qrcode/lib/core/qrcode.js'

/**
 * A QR code at the lowest level of error correction: a screen has no dirt, and fewer modules are larger ones. It is an
 * SVG path of its dark modules, one unit each, without the quiet zone.
 */
export function qrPath(text: string): { path: string; modules: number } {
  const { data, size } = create(text, { errorCorrectionLevel: 'L' }).modules
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && data[y * size + x]) x++
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`
    }
  }
  return { path, modules: size }
}
