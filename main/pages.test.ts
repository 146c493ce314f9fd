import { describe, expect, it, vi } from 'vitest'
import { createPages } from './pages.ts'

function start(open: (address: string) => Promise<void>) {
  const ports = {
    open,
    copy: vi.fn(() => Promise.resolve()),
    report: vi.fn(),
    changed: vi.fn(),
    showWindow: vi.fn(),
  }
  return { ports, pages: createPages(ports) }
}
const refuse = () => Promise.reject(new Error('xdg-open ended with 3'))

describe('a page that no browser opens', () => {
  it('has its address shown in the window, to be copied and dismissed', async () => {
    const { pages, ports } = start(refuse)
    await pages.open('https://plex.tv/link/?pin=KYLX')
    expect(pages.unopened()).toBe('https://plex.tv/link/?pin=KYLX')
    expect(ports.changed).toHaveBeenCalledOnce()
    expect(ports.showWindow).toHaveBeenCalledOnce()
    await pages.copyUnopened(true)
    expect(ports.copy).toHaveBeenCalledWith('https://plex.tv/link/?pin=KYLX', true)
    ports.copy.mockRejectedValueOnce(new Error('Something else is on the clipboard'))
    await expect(pages.copyUnopened(false)).rejects.toThrow('Something else')
    expect(ports.report.mock.lastCall?.[0]).toBe('The address was not copied')
    pages.dismissUnopened()
    expect(pages.unopened()).toBe(null)
    expect(ports.changed).toHaveBeenCalledTimes(2)
  })

  it('gives way to the next one that opens', async () => {
    const open = vi
      .fn<(address: string) => Promise<void>>()
      .mockImplementationOnce(refuse)
      .mockResolvedValue()
    const { pages } = start(open)
    await pages.open('https://plex.tv/a')
    await pages.open('https://plex.tv/b')
    expect(pages.unopened()).toBe(null)
  })

  it('does not replace a later one by failing late', async () => {
    let reject = (_error: Error) => {}
    const promise = new Promise<void>((_resolve, refused) => (reject = refused))
    const open = vi.fn<(address: string) => Promise<void>>().mockReturnValueOnce(promise).mockResolvedValue()
    const { pages, ports } = start(open)
    const first = pages.open('https://plex.tv/a')
    await pages.open('https://plex.tv/b')
    reject(new Error('late'))
    await first
    expect([pages.unopened(), ports.showWindow.mock.calls.length]).toEqual([null, 0])
  })
})

it('copies nothing where every page opened', async () => {
  const { pages, ports } = start(() => Promise.resolve())
  await pages.open('https://plex.tv/a')
  await pages.copyUnopened(true)
  expect(ports.copy).not.toHaveBeenCalled()
  expect(ports.changed).not.toHaveBeenCalled()
})
