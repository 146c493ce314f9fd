import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { type Ask, PROTOCOL } from '../../common/access.ts'
import { Ending } from '../../common/access-answers.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { createKeysWorld } from '../keys/keys-world.fake.ts'
import { type AccessOptions, openAccess } from './access.ts'
import type { Asker } from './asker.ts'
import { askFor, kometa } from './callers.fake.ts'
import type { Choice } from './consent.ts'
import { openSocket } from './socket.ts'

const MOST_TURNS = 10_000

/** An app with its socket, over a world of keys, and commands that ask it. For tests. */
export function createAccessWorld(over: Partial<AccessOptions> = {}) {
  const world = createKeysWorld()
  const home = mkdtempSync(join(tmpdir(), 'latchkey-access-'))
  const place = join(home, 'lock')
  mkdirSync(place, { mode: 0o700 })
  symlinkSync(join(place, 'SingletonSocket'), join(home, 'SingletonSocket'))
  const reports: string[] = []
  const pages: string[] = []
  const sockets: Socket[] = []
  const served: Socket[] = []
  let asker: Asker = kometa
  let isSeen = true
  let isRunning = true

  const open = () =>
    openAccess({
      clock: world.clock,
      services: world.services(),
      subscribe: changed => world.services().subscribe(changed),
      installation: { version: '1.2.3', deviceName: 'DESK-01' },
      isSeen: async () => isSeen,
      openPage: address => void pages.push(address),
      work: patientWork(),
      own: process.execPath,
      newId: randomUUID,
      changed() {},
      report: (what, error) => void reports.push(`${what} ${String(error)}`),
      who: {
        whoAsks: async () => asker,
        lives: async () => isRunning,
        programAt: async path => (path.endsWith('sh') ? undefined : path),
      },
      ...over,
    })
  let access = open()
  const close = openSocket({
    clock: world.clock,
    folder: home,
    heard(caller, secret) {
      served.push(caller)
      access.serve(caller, secret)
    },
    report: what => void reports.push(what),
  })

  /** Whether all that one end has said was heard at the other; callers are served in the order in which they came. */
  const isHeard = (one: Socket, index: number): boolean => {
    const end = served[index]
    if (end === undefined) return false
    if (one.destroyed || end.destroyed) return one.destroyed === end.destroyed
    return one.bytesWritten === end.bytesRead && one.bytesRead === end.bytesWritten
  }

  /** Lets bytes pass, however busy this computer is. */
  async function bytesPass() {
    for (let step = 0; step < 10 || (step < MOST_TURNS && !sockets.every(isHeard)); step++) await turn()
    for (let step = 0; step < 10; step++) await turn()
  }

  /** Lets bytes pass, and time. */
  async function pass(ms = 0) {
    await bytesPass()
    await world.clock.advance(ms)
    await bytesPass()
  }

  function dial() {
    const socket = connect(join(place, 'commands'))
    sockets.push(socket)
    const heard = { lines: [] as unknown[], isOver: false, socket }
    let text = ''
    socket
      .on('error', () => {})
      .on('close', () => void (heard.isOver = true))
      .setEncoding('utf8')
      .on('data', (more: string) => {
        text += more
        const lines = text.split('\n')
        text = lines.pop() ?? ''
        heard.lines.push(...lines.map(line => JSON.parse(line) as unknown))
      })
    return heard
  }

  function call(ask: Ask) {
    const heard = dial()
    heard.socket.write(`${JSON.stringify({ protocol: PROTOCOL, version: '1.2.3', ask })}\n`)
    return {
      ...heard,
      lines: heard.lines,
      isOver: () => heard.isOver,
      ending: () =>
        heard.lines.find(
          (line): line is Ending => typeof line === 'object' && line !== null && 'end' in line,
        ),
      hangUp: () => void heard.socket.destroy(),
    }
  }

  /** The person answers what they are asked. */
  async function answer(choice: Choice) {
    await pass(100)
    const asking = access.asking()
    if (asking === null) throw new Error('Nobody asks')
    access.answer(asking.id, choice)
    await pass(5_000)
    return asking
  }

  return {
    ...world,
    place,
    answer,
    /** Makes a key that Kometa may have from then on. */
    async allow(name = 'Kometa') {
      call(askFor(name))
      await answer('allow')
    },
    reports,
    pages,
    pass,
    dial,
    call,
    access: () => access,
    /** The answer to a command, however much time it takes. */
    async ask(ask: Ask, withinMs = 30_000): Promise<Ending> {
      const calling = call(ask)
      for (let ms = 0; ms <= withinMs; ms += 100) {
        await pass(100)
        const ending = calling.ending()
        if (ending !== undefined) return ending
      }
      throw new Error(`No answer to ${ask.ask}: ${JSON.stringify(calling.lines)}`)
    },
    setAsker: (value: Asker) => void (asker = value),
    /** Whether the process that asks is still there. */
    setRunning: (value: boolean) => void (isRunning = value),
    setSeen: (value: boolean) => void (isSeen = value),
    /** The app ends, and another takes its place. */
    async restart() {
      access.dispose()
      await world.quit()
      access = open()
    },
    end() {
      close()
      for (const socket of sockets) socket.destroy()
      rmSync(home, { recursive: true })
    },
  }
}
