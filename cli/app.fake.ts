import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ask, Hello } from '../common/access.ts'

/** What an app does with a command that has said what it wants. */
export type Behaviour = (said: { readonly socket: Socket; readonly hello: Hello; readonly ask: Ask }) => void

export const line = (message: object) => `${JSON.stringify(message)}\n`
export const done = (data: unknown) => line({ end: 'done', data })
export const refused = (
  reason: string,
  exit: string,
  { detail = null, data = null }: { detail?: string | null; data?: unknown } = {},
) => line({ end: 'refused', exit, reason, detail, data })

/** An app that listens in a home of its own. Call `close` at the end. */
export async function createApp(behaviour: Behaviour) {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
  symlinkSync(join(home, 'SS'), join(home, 'SingletonSocket'))
  const heard: Hello[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    let text = ''
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.on('data', chunk => {
      text += String(chunk)
      if (!text.endsWith('\n')) return
      const hello = JSON.parse(text) as Hello
      heard.push(hello)
      behaviour({ socket, hello, ask: hello.ask })
    })
  })
  const listen = (path = join(home, 'commands')) => new Promise<void>(resolve => server.listen(path, resolve))
  return {
    home,
    heard,
    listen,
    connected: () => sockets.size,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
