import { spawn } from 'node:child_process'
import { readlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Desktop } from './desktop.ts'

/** A script of the person's own that asks the app for a key over its socket. */
export interface AskingScript {
  readonly path: string
  /** Asks, and waits for the end: the reason of a refusal, or `done`. `write`: for a file that is to get the key. */
  ask(write?: string): Promise<string>
}

interface Options {
  /** A second process has the connection, too: then the system does not say which one asks. */
  readonly isShared?: boolean
  /** What the key is for. */
  readonly server?: string
  readonly preset?: string
}

/** Asks in the app's own words, and says how it ended. */
const CALLER = `const [, , socket, line, isShared] = process.argv
const caller = require('node:net').connect(socket, () => {
  if (isShared === 'true') {
    const second = require('node:child_process').spawn('sleep', ['90'], { stdio: ['ignore', 'ignore', 'ignore', caller._handle.fd] })
    process.on('exit', () => second.kill())
  }
  caller.write(line + '\\n')
})
let heard = ''
caller.setEncoding('utf8').on('data', more => {
  heard += more
  for (const each of heard.split('\\n').slice(0, -1)) {
    const { end, reason } = JSON.parse(each)
    if (end !== undefined) console.log(reason ?? end)
    if (end !== undefined) process.exit()
  }
}).on('close', () => process.exit()).on('error', error => console.log(String(error)))
`

export function askingScript(
  desktop: Desktop,
  fileName: string,
  name: string,
  { isShared = false, server, preset }: Options = {},
): AskingScript {
  const script = path.join(desktop.home, fileName)
  writeFileSync(script, CALLER)
  return {
    path: script,
    ask(write) {
      const lock = path.join(desktop.configHome, 'Latchkey', 'SingletonSocket')
      const socket = path.join(path.dirname(readlinkSync(lock)), 'commands')
      const surroundings = { terminal: false, remote: false, waits: true, program: null }
      const wanted = { name, server: server ?? null, ...surroundings }
      const ask =
        write === undefined
          ? { ask: 'key', preset: preset ?? null, once: false, ...wanted }
          : { ask: 'add-key', preset: 'python-plexapi', write, ...wanted }
      const line = JSON.stringify({ protocol: 1, version: '0.0.0', ask })
      // As whoever has the desktop.
      const { owner, environment: env } = desktop
      const ids = owner === null ? {} : { uid: owner.uid, gid: owner.gid }
      const program = spawn(process.execPath, [script, socket, line, String(isShared)], { env, ...ids })
      return text(program.stdout).then(said => said.trim())
    },
  }
}
