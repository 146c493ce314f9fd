import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from './connect.ts'

const isRoot = process.getuid?.() === 0
let home: string
let place: string
let server: Server
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-connect-'))
  place = join(home, 'lock')
  symlinkSync(join(place, 'SingletonSocket'), join(home, 'SingletonSocket'))
  server = createServer()
})
afterEach(() => {
  server.close()
  rmSync(home, { recursive: true })
})

const start = () => {
  throw new Error('It was started')
}
const listen = () =>
  new Promise<void>(resolve => {
    mkdirSync(place)
    server.listen(join(place, 'commands'), resolve)
  })

describe.skipIf(process.platform === 'win32')('the app', () => {
  it('is reached where its folder belongs to whom the home belongs to', async () => {
    await listen()
    const { socket, ran } = await connect(home, start)
    socket.destroy()
    expect(ran).toBe(true)
  })

  it.skipIf(!isRoot)('is not reached by a folder of somebody else, who may be anybody', async () => {
    await listen()
    chownSync(place, 65_534, 65_534)
    const told = { reason: 'shut', detail: join(place, 'commands') }
    await expect(connect(home, start)).rejects.toMatchObject(told)
  })

  it('is not reached where a file is in the place of its folder', async () => {
    writeFileSync(place, '')
    await expect(connect(home, start)).rejects.toMatchObject({ reason: 'shut' })
  })

  it('is started where its folder is gone', async () => {
    await expect(connect(home, start)).rejects.toThrow('It was started')
  })
})
