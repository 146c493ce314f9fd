import { readdirSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
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
    const { folder, image, quit, seen, updater } = await feedOf(release)
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
})

const images = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.AppImage'))
