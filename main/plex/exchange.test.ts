import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { exchange } from './exchange.ts'

/** Electron's request: a source of events that does not care whether anybody still waits for them. */
function start(wanted = true) {
  const aborted: string[] = []
  const request = Object.assign(new EventEmitter(), {
    ended: 0,
    end: () => void request.ended++,
    abort: () => void aborted.push('aborted'),
  })
  const attempt = new AbortController()
  const question = {
    url: 'https://plex.tv/',
    method: 'GET',
    headers: {},
    signal: attempt.signal,
    wants: () => wanted,
    mostBytes: 10,
  } as const
  const reply = exchange(request as unknown as Electron.ClientRequest, question)
  const respond = (statusCode = 200, headers: unknown = { 'x-name': 'имя' }) => {
    const response = Object.assign(new EventEmitter(), { statusCode, headers })
    request.emit('response', response)
    return response
  }
  return { aborted, request, attempt, reply, respond }
}

describe('an exchange', () => {
  it('gives what came: status, headers as text, and the body', async () => {
    const { reply, respond, request, aborted } = start()
    const response = respond(999)
    response.emit('data', Buffer.from('ab'))
    response.emit('data', Buffer.from('cd'))
    response.emit('end')
    expect(await reply).toEqual({ status: 999, headers: { 'x-name': 'имя' }, body: Buffer.from('abcd') })
    expect({ ended: request.ended, aborted }).toEqual({ ended: 1, aborted: [] })
  })

  it('reads no body that nobody wants', async () => {
    const { reply, respond, aborted } = start(false)
    respond(502).emit('data', Buffer.from('<html>'))
    expect(await reply).toMatchObject({ status: 502, body: Buffer.alloc(0) })
    expect(aborted).toEqual(['aborted'])
  })

  it('hears without harm whatever is said after its end, of the request and of the answer', async () => {
    for (const settle of ['end', 'error'] as const) {
      const { reply, respond, request } = start()
      const response = respond()
      response.emit(settle, new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
      await reply.catch(() => {})
      for (let round = 0; round < 2; round++) {
        request.emit('error', new Error('net::ERR_FAILED'))
        response.emit('error', new Error('net::ERR_ABORTED'))
        response.emit('aborted')
        response.emit('data', Buffer.alloc(100))
        response.emit('end')
        request.emit('response', Object.assign(new EventEmitter(), { statusCode: 500, headers: {} }))
        request.emit('abort')
        request.emit('close')
      }
      const settled = await reply.then(
        ({ status }) => status,
        (error: Error) => error.message,
      )
      expect(settled).toBe(settle === 'end' ? 200 : 'net::ERR_CONTENT_LENGTH_MISMATCH')
    }
  })

  it('fails with the first of its errors', async () => {
    const { reply, request, respond } = start()
    respond().emit('error', new Error('net::ERR_CONNECTION_RESET'))
    request.emit('error', new Error('net::ERR_FAILED'))
    await expect(reply).rejects.toThrow('net::ERR_CONNECTION_RESET')
  })

  it('fails where the headers cannot be read', async () => {
    const { reply, request, aborted } = start()
    const response = new EventEmitter()
    Object.defineProperty(response, 'headers', {
      get: () => {
        throw new TypeError('values.join is not a function')
      },
    })
    request.emit('response', response)
    await expect(reply).rejects.toThrow('values.join is not a function')
    expect(aborted.length).toBeGreaterThan(0)
  })

  it('is given up when the attempt is, and never sent when it already was', async () => {
    const { reply, attempt, aborted } = start()
    attempt.abort()
    await expect(reply).rejects.toMatchObject({ name: 'AbortError' })
    expect(aborted).toEqual(['aborted'])
  })
})
