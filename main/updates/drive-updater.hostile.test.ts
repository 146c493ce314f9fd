import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { describeRelease, images, localFeed, release } from './local-feed.fake.ts'

describe('a feed that never ends', () => {
  const most = 1_000_000
  const comment = (length: number) => `#${'-'.repeat(length - 2)}\n`
  const withDescription =
    (text: string, content = 'new'): RequestListener =>
    ({ url = '' }, response) =>
      void response.end(url.includes('.yml') ? text + describeRelease(content) : content)

  it('is listened to up to a limit', async () => {
    const { open } = await localFeed(withDescription(comment(most - describeRelease('new').length)))
    expect(await open().check()).toBe('9.9.9')
  })

  it('is not listened to beyond it', async () => {
    const { open } = await localFeed(withDescription(comment(most - describeRelease('new').length + 1)))
    await expect(open().check()).rejects.toThrow('too long')
  })

  it('is hung up on', async () => {
    let sent = 0
    let hungUp: Promise<unknown> = Promise.resolve()
    const { open } = await localFeed((_request, response) => {
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
    const { image, open } = await localFeed(withDescription('', content))
    const updater = open()
    await updater.check()
    await updater.download(() => {})
    await updater.install()
    expect(readFileSync(image.replace('0.1.0', '9.9.9'), 'utf8')).toBe(content)
  })
})

describe('a feed that does not say how long a release is', () => {
  it('is heard with each part of it', async () => {
    let sending: ServerResponse | undefined
    const { image, open } = await localFeed(({ url = '' }, response) => {
      if (url.includes('.yml')) response.end(describeRelease('new'))
      else (sending = response).flushHeaders()
    })
    const updater = open()
    await updater.check()
    let heard = 0
    const download = updater.download(() => void heard++)
    await vi.waitFor(() => expect(sending).toBeDefined())
    for (const [index, part] of ['n', 'e', 'w'].entries()) {
      sending!.write(part)
      await vi.waitFor(() => expect(heard).toBe(index + 1))
    }
    sending!.end()
    await download
    await updater.install()
    expect(readFileSync(image.replace('0.1.0', '9.9.9'), 'utf8')).toBe('new')
  })
})

describe('a feed that hangs up', () => {
  it('is no more there to be abandoned', async () => {
    const { ended, open } = await localFeed((_request, response) => void response.destroy())
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
    const { folder, ended, open } = await localFeed((request, response) => {
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
    await updater.install()
    expect(images(folder)).toEqual(['Latchkey-9.9.9.AppImage'])
  })
})

describe('a feed that leads in circles', () => {
  const circling =
    (asked: () => void): RequestListener =>
    ({ url = '' }, response) => {
      asked()
      response.writeHead(302, { location: url }).end()
    }

  it('is not followed for ever when it describes a release', async () => {
    let asked = 0
    const { open } = await localFeed(circling(() => asked++))
    await expect(open().check()).rejects.toThrow('Too many redirects')
    expect(asked).toBeLessThan(15)
  })

  it('is not followed for ever when it hands one out', async () => {
    let asked = 0
    const circles = circling(() => asked++)
    const { open } = await localFeed((request, response) =>
      request.url?.includes('.yml') ? void response.end(describeRelease('new')) : circles(request, response),
    )
    const updater = open()
    await updater.check()
    await expect(updater.download(() => {})).rejects.toThrow('Too many redirects')
    expect(asked).toBeLessThan(15)
  })
})
