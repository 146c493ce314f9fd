import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PNG } from 'pngjs'

export interface TrayIcon {
  readonly width: number
  readonly height: number
  /** Of the pixels: icons that look the same have the same digest. */
  readonly digest: string
}

/** A StatusNotifierItem's icon: pixels, or on some desktops the name of a file in a folder. */
export interface IconProperties {
  readonly IconPixmap?: readonly [width: number, height: number, argb: Buffer][]
  readonly IconThemePath?: string
  readonly IconName?: string
}

/** Reads the largest picture that the item has. */
export async function readTrayIcon(properties: IconProperties): Promise<TrayIcon> {
  const pixmaps = properties.IconPixmap ?? []
  const icons =
    pixmaps.length > 0
      ? pixmaps.map(([width, height, argb]) => ({ width, height, digest: digest(argb) }))
      : await readIconFiles(properties)
  const largest = icons.toSorted((left, right) => right.width - left.width)[0]
  if (largest === undefined) throw new Error('the tray item has no icon')
  return largest
}

async function readIconFiles({ IconThemePath = '', IconName = '' }: IconProperties): Promise<TrayIcon[]> {
  const files = await readdir(IconThemePath, { recursive: true })
  const named = files.filter(file => path.basename(file, '.png') === IconName)
  return Promise.all(
    named.map(async file => {
      const { width, height, data } = PNG.sync.read(await readFile(path.join(IconThemePath, file)))
      return { width, height, digest: digest(data) }
    }),
  )
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)
