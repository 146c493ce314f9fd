import { type AppUpdater, CancellationToken } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { once } from 'node:events'
import { devNull } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { holdRequests } from './requests.ts'

/**
 * As Electron's: a stream that closes as soon as it is sent, whatever is still to be answered, and that says of an abort
 * nothing else. Source: Electron 33.2.1, lib/common/api/net-client-request.ts.
 */
class SentRequest extends Writable {
  aborts = 0

  constructor() {
    super({ autoDestroy: true, final: done => done() })
  }

  abort() {
    if (this.aborts++ === 0) process.nextTick(() => this.emit('abort'))
    this.destroy()
  }
}

/** electron-updater's own executor, whose requests lead nowhere. */
class Executor extends ElectronHttpExecutor {
  readonly requests: SentRequest[] = []

  override createRequest(...[, callback]: Parameters<ElectronHttpExecutor['createRequest']>) {
    const request = new SentRequest().once('response', callback)
    this.requests.push(request)
    return request as unknown as Electron.ClientRequest
  }
}

function hold() {
  const executor = new Executor()
  const abandon = holdRequests(
    { httpExecutor: executor } as unknown as AppUpdater,
    () => {},
    request => void request.on('login', (_asked, answer) => answer('ada', 'secret')),
  )
  const aborts = () => executor.requests.map(request => request.aborts)
  return { executor, aborts, abandon, requests: executor.requests }
}

function askedForADescription() {
  const { executor, ...rest } = hold()
  const asked = executor.request({ protocol: 'https:', hostname: 'one.example', path: '/latest.yml' })
  asked.catch(() => {})
  return { ...rest, asked }
}

describe('a request', () => {
  it('waits for its answer once it is sent', async () => {
    const { aborts, abandon, asked, requests } = askedForADescription()
    await once(requests[0]!, 'close')
    abandon()
    await expect(asked).rejects.toThrow('No answer came')
    expect(aborts()).toEqual([1])
  })

  it('waits no more once it is redirected, and the one in its place does', async () => {
    const { aborts, abandon, asked, requests } = askedForADescription()
    requests[0]!.emit('redirect', 302, 'GET', 'https://two.example/latest.yml')
    await once(requests[0]!, 'abort')
    expect(aborts()).toEqual([1, 0])
    abandon()
    await expect(asked).rejects.toThrow('No answer came')
    expect(aborts()).toEqual([1, 1])
  })

  it('waits no more once its answer is over', async () => {
    const { aborts, abandon, asked, requests } = askedForADescription()
    requests[0]!.emit('response', answer(200))
    expect(await asked).toBe('words')
    abandon()
    expect(aborts()).toEqual([0])
  })

  it('has somebody who answers where a password is asked for', () => {
    const { requests } = askedForADescription()
    const given: unknown[] = []
    requests[0]!.emit('login', { isProxy: true }, (...answer: unknown[]) => given.push(answer))
    expect(given).toEqual([['ada', 'secret']])
  })

  it('is no more than a request when its answer breaks off that nobody reads', async () => {
    const { executor, requests } = hold()
    const release = new URL('https://one.example/new.AppImage')
    const asked = executor.download(release, devNull, { cancellationToken: new CancellationToken() })
    const refusal = answer(407)
    requests[0]!.emit('response', refusal)
    await expect(asked).rejects.toThrow('status 407')
    refusal.emit('error', new Error('net::ERR_TUNNEL_CONNECTION_FAILED'))
  })

  it('is ended where nobody reads its answer', async () => {
    const { executor, aborts, abandon, requests } = hold()
    const release = new URL('https://one.example/new.AppImage')
    const asked = executor.download(release, devNull, { cancellationToken: new CancellationToken() })
    requests[0]!.emit('response', answer(404))
    await expect(asked).rejects.toThrow('status 404')
    await once(requests[0]!, 'abort')
    expect(aborts()).toEqual([1])
    abandon()
    expect(aborts()).toEqual([1])
  })
})

const answer = (statusCode: number) => Object.assign(Readable.from(['words']), { statusCode, headers: {} })
