import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { describeRelease, localFeed } from './local-feed.manual.ts'

let close = async () => {}
afterEach(() => close())

async function feedOf(answer: RequestListener) {
  const feed = await localFeed(answer)
  close = feed.close
  return feed
}

const release: RequestListener = ({ url = '' }, response) =>
  void response.end(/\.yml/.test(url) ? describeRelease('new') : 'new')

describe('a release for an AppImage', () => {
  it('is installed when it is told to, once, and by no quit', async () => {
    const { folder, image, open, quit, seen } = await feedOf(release)
    const updater = open()
    expect(await updater.check()).toBe('9.9.9')
    await updater.download(() => {})
    expect(images(folder)).toEqual(['Latchkey-0.1.0.AppImage'])
    quit()
    expect(readFileSync(image, 'utf8')).toBe('old')
    updater.install()
    const replacement = join(folder, 'Latchkey-9.9.9.AppImage')
    expect([images(folder), readFileSync(replacement, 'utf8')]).toEqual([['Latchkey-9.9.9.AppImage'], 'new'])
    updater.install()
    quit()
    expect(seen).toEqual({ told: [], moved: [replacement] })
  })

  it('leaves nothing behind that was cut off while it was installed, and takes nothing else along', async () => {
    const { folder, image, open } = await feedOf(release)
    const leftover = `${image}.unfinished`
    writeFileSync(leftover, 'ne')
    for (const name of [`${image}.unfinished.txt`, join(folder, 'Other.AppImage.unfinished')])
      writeFileSync(name, '')
    const before = readdirSync(folder)
    open()
    expect(readdirSync(folder)).toEqual(before.filter(name => name !== basename(leftover)))
    mkdirSync(leftover)
    open()
    expect(readdirSync(folder)).toEqual(before)
  })
})

const images = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.AppImage'))
