import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeRelease, images, localFeed, release } from './local-feed.fake.ts'

describe('a release for an AppImage', () => {
  it('is installed when it is told to, once, and by no quit', async () => {
    const { folder, image, open, quit, seen } = await localFeed(release)
    const updater = open()
    expect(await updater.check()).toBe('9.9.9')
    await updater.download(() => {})
    expect(images(folder)).toEqual(['Latchkey-0.1.0.AppImage'])
    quit()
    expect(readFileSync(image, 'utf8')).toBe('old')
    await updater.install()
    const replacement = join(folder, 'Latchkey-9.9.9.AppImage')
    expect([images(folder), readFileSync(replacement, 'utf8')]).toEqual([['Latchkey-9.9.9.AppImage'], 'new'])
    await updater.install()
    quit()
    expect(seen).toEqual({ told: [], moved: [replacement] })
  })

  it('leaves nothing behind that was cut off while it was installed, and takes nothing else along', async () => {
    const { folder, image, open } = await localFeed(release)
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

describe('what goes wrong', () => {
  it('is told by whoever called where something was called, and only else by itself', async () => {
    let content = 'tampered'
    const { folder, open, seen } = await localFeed(({ url = '' }, response) => {
      if (content === '') response.writeHead(500)
      response.end(url.includes('.yml') ? describeRelease('new') : content)
    })
    const updater = open()
    await updater.check()
    await expect(updater.download(() => {})).rejects.toThrow('sha512 checksum mismatch')
    content = ''
    await expect(updater.check()).rejects.toThrow('500')
    content = 'new'
    await updater.check()
    await updater.download(() => {})
    expect(seen.told).toEqual([])
    rmSync(join(folder, 'updater'), { recursive: true })
    await updater.install()
    expect(seen.told).toEqual([expect.stringMatching(/^Error: ENOENT/)])
  })
})
