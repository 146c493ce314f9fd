import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isListenedTo, knock, openDoor } from './door.ts'

let folder: string
let socket: string
const servers: Server[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-door-'))
  socket = join(folder, 'socket')
  symlinkSync(socket, join(folder, 'SingletonSocket'))
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  rmSync(folder, { recursive: true })
})

describe.skipIf(process.platform === 'win32')('a door', () => {
  const lives = () => true

  it.each(['window', 'stay', 'nothing'] as const)('hears that somebody wants: %s', async wish => {
    const heard: string[] = []
    openDoor(folder, asked => heard.push(asked))
    expect(await knock(folder, wish, lives)).toBe('answered')
    expect(heard).toEqual([wish])
  })

  it.each(['', '\n', 'window', 'stay', 'x'.repeat(100_000), 'window\nwindow\n', '\0'])(
    'opens no window for %j',
    async nonsense => {
      const heard: string[] = []
      openDoor(folder, asked => heard.push(asked))
      const knocking = connect(join(folder, 'door')).on('error', () => {})
      knocking.end(nonsense)
      await text(knocking).catch(() => '')
      expect(heard.filter(wish => wish !== 'nothing')).toEqual([])
      expect(await knock(folder, 'nothing', lives)).toBe('answered')
    },
  )

  it('may be opened a little later', async () => {
    const answer = knock(folder, 'window', lives)
    await new Promise(resolve => void setTimeout(resolve, 50))
    openDoor(folder, () => {})
    expect(await answer).toBe('answered')
  })

  it('is nobody’s where the app ends meanwhile', async () => {
    let looks = 0
    expect(await knock(folder, 'window', () => ++looks < 3)).toBe('nobody')
  })
})

describe.skipIf(process.platform === 'win32')('the socket of a lock', () => {
  it('is listened to, or left behind, or gone', async () => {
    expect(await isListenedTo(folder)).toBe(false)
    const server = createServer().listen(socket)
    servers.push(server)
    expect(await isListenedTo(folder)).toBe(true)
    rmSync(join(folder, 'SingletonSocket'))
    expect(await isListenedTo(folder)).toBe(false)
  })

  it('is listened to where nobody is let in for a while, and many wait', async () => {
    const listen = `require('node:net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => console.log())`
    const hangs = spawn(process.execPath, ['-e', listen, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      await once(hangs.stdout, 'data')
      hangs.kill('SIGSTOP')
      const waiting = Array.from({ length: 8 }, () => connect(socket).on('error', () => {}))
      expect(await isListenedTo(folder)).toBe(true)
      for (const each of waiting) each.destroy()
    } finally {
      hangs.kill('SIGKILL')
    }
  })
})
