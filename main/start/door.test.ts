import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isListenedTo, knock, openDoor as keepDoor } from './door.ts'

let folder: string
let place: string
let socket: string
const servers: Server[] = []
const doors: Array<() => void> = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-door-'))
  place = join(folder, 'lock')
  mkdirSync(place, 0o700)
  socket = join(place, 'socket')
  symlinkSync(socket, join(folder, 'SingletonSocket'))
})
afterEach(() => {
  for (const close of doors.splice(0)) close()
  for (const server of servers.splice(0)) server.close()
  rmSync(folder, { recursive: true })
})
const openDoor = (...options: Parameters<typeof keepDoor>) => void doors.push(keepDoor(...options))

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
      const knocking = connect(join(place, 'door')).on('error', () => {})
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

  it.each<[what: string, remove: () => void]>([
    ['it was removed', () => rmSync(join(place, 'door'))],
    ['its folder was removed', () => rmSync(place, { recursive: true })],
    ['its folder was moved away', () => renameSync(place, `${place}.old`)],
  ])('is opened anew where %s', async (_what, remove) => {
    const heard: string[] = []
    openDoor(folder, asked => heard.push(asked))
    expect(await knock(folder, 'stay', lives)).toBe('answered')
    remove()
    expect(await knock(folder, 'window', lives, false)).toBe('answered')
    expect(heard).toEqual(['stay', 'window'])
    expect(await isListenedTo(folder)).toBe(true)
  })

  it('is not opened in the folder of another app, which has the lock by then', async () => {
    const heard: string[] = []
    openDoor(folder, asked => heard.push(asked))
    expect(await knock(folder, 'nothing', lives)).toBe('answered')
    const next = join(folder, 'next')
    mkdirSync(next, 0o700)
    rmSync(join(folder, 'SingletonSocket'))
    symlinkSync(join(next, 'socket'), join(folder, 'SingletonSocket'))
    rmSync(place, { recursive: true })
    expect(await knock(folder, 'window', lives, false)).toBe('unreachable')
    expect(heard).toEqual(['nothing'])
  })

  it('is not asked in a folder that others can enter, nor waited for long where the way was removed', async () => {
    const heard: string[] = []
    openDoor(folder, asked => heard.push(asked))
    expect(await knock(folder, 'nothing', lives)).toBe('answered')
    chmodSync(place, 0o755)
    expect(await knock(folder, 'window', lives, false)).toBe('unreachable')
    expect([heard, await isListenedTo(folder)]).toEqual([['nothing'], false])
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
