import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
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

describe('what goes wrong', () => {
  it('is told by whoever called where something was called, and only else by itself', async () => {
    let content = 'tampered'
    const { folder, open, seen } = await feedOf(({ url = '' }, response) => {
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
    updater.install()
    expect(seen.told).toEqual([expect.stringMatching(/^Error: ENOENT/)])
  })
})

describe('a feed that never ends', () => {
  const most = 1_000_000
  const comment = (length: number) => `#${'-'.repeat(length - 2)}\n`
  const withDescription =
    (text: string, content = 'new'): RequestListener =>
    ({ url = '' }, response) =>
      void response.end(url.includes('.yml') ? text + describeRelease(content) : content)

  it('is listened to up to a limit', async () => {
    const { open } = await feedOf(withDescription(comment(most - describeRelease('new').length)))
    expect(await open().check()).toBe('9.9.9')
  })

  it('is not listened to beyond it', async () => {
    const { open } = await feedOf(withDescription(comment(most - describeRelease('new').length + 1)))
    await expect(open().check()).rejects.toThrow('too long')
  })

  it('is hung up on', async () => {
    let sent = 0
    let hungUp: Promise<unknown> = Promise.resolve()
    const { open } = await feedOf((_request, response) => {
      hungUp = once(response, 'close')
      const more = () => {
        sent += 100_000
        if (sent < 100 * most) response.write(comment(100_000), more)
        else response.end(describeRelease('new'))
      }
      more()
    })
    await expect(open().check()).rejects.toThrow('too long')
    await hungUp
    expect(sent).toBeLessThan(100 * most)
  })

  it('may have a release that is longer', async () => {
    const content = 'x'.repeat(3 * most)
    const { image, open } = await feedOf(withDescription('', content))
    const updater = open()
    await updater.check()
    await updater.download(() => {})
    updater.install()
    expect(readFileSync(image.replace('0.1.0', '9.9.9'), 'utf8')).toBe(content)
  })
})

describe('a feed that hangs up', () => {
  it('is no more there to be abandoned', async () => {
    const { ended, open } = await feedOf((_request, response) => void response.destroy())
    const updater = open()
    await expect(updater.check()).rejects.toThrow('socket hang up')
    updater.abandon()
    expect(ended()).toBe(0)
  })
})

describe('a feed that is silent', () => {
  async function silentFeed() {
    const heard: (string | undefined)[] = []
    const silence = { lasts: true }
    const { folder, ended, open } = await feedOf((request, response) => {
      heard.push(request.url)
      if (!silence.lasts) release(request, response)
    })
    return {
      folder,
      ended,
      silence,
      updater: open(),
      heard: (times: number) => vi.waitFor(() => expect(heard).toHaveLength(times)),
    }
  }

  it('is abandoned, and asked again', async () => {
    const { ended, heard, silence, updater } = await silentFeed()
    const check = updater.check()
    await heard(1)
    updater.abandon()
    await expect(check).rejects.toThrow('No answer came')
    silence.lasts = false
    expect(await updater.check()).toBe('9.9.9')
    updater.abandon()
    expect(ended()).toBe(1)
  })

  it('is abandoned in the middle of a download, which can be made again', async () => {
    const { folder, heard, silence, updater } = await silentFeed()
    silence.lasts = false
    await updater.check()
    silence.lasts = true
    const download = updater.download(() => {})
    await heard(2)
    updater.abandon()
    await expect(download).rejects.toThrow('No answer came')
    silence.lasts = false
    await updater.download(() => {})
    updater.install()
    expect(images(folder)).toEqual(['Latchkey-9.9.9.AppImage'])
  })
})

const images = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.AppImage'))
