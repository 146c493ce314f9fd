import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PROTOCOL } from '../../common/access.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { createKeysWorld } from '../keys/keys-world.fake.ts'
import { ENDS_AFTER_MS } from './idle-end.ts'
import { createAccess } from './late-access.ts'

const loading = vi.hoisted(() => ({ fails: false }))
vi.mock(import('./access.ts'), async original => {
  const loaded = await original()
  return {
    ...loaded,
    openAccess(options) {
      if (loading.fails) throw new Error('EMFILE')
      return loaded.openAccess(options)
    },
  }
})

describe.skipIf(process.platform === 'win32')('what commands reach of an app', () => {
  let home: string
  let world: ReturnType<typeof createKeysWorld>
  let ends: number
  let access: ReturnType<typeof createAccess>
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'latchkey-late-'))
    mkdirSync(join(home, 'lock'), { mode: 0o700 })
    symlinkSync(join(home, 'lock', 'SingletonSocket'), join(home, 'SingletonSocket'))
    world = createKeysWorld()
    ends = 0
    access = createAccess({
      folder: home,
      own: process.execPath,
      end: () => void ends++,
      clock: world.clock,
      newId: () => '4e700000-0000-4000-8000-000000000001',
      work: patientWork(),
      services: world.services(),
      subscribe: changed => world.services().subscribe(changed),
      installation: { version: '1.2.3', deviceName: 'DESK-01' },
      isSeen: async () => true,
      openPage() {},
      report() {},
    })
  })
  afterEach(() => {
    access.dispose()
    rmSync(home, { recursive: true })
  })

  const ask = (what: string) => {
    const socket = connect(join(home, 'lock', 'commands'))
    socket.write(`${JSON.stringify({ protocol: PROTOCOL, version: '1.2.3', ask: { ask: what } })}\n`)
    return text(socket)
  }

  it('is there once it is opened, and says that nobody asks', async () => {
    await expect(ask('keys')).rejects.toThrow('ENOENT')
    expect([access.asking(), access.silentForMs()]).toEqual([null, null])
    access.open()
    expect(await ask('keys')).toBe('{"end":"done","data":{"keys":[]}}\n')
    expect([access.asking(), access.silentForMs()]).toEqual([null, null])
  })

  it('is there again where it could not be loaded once', async () => {
    access.open()
    loading.fails = true
    const first = await ask('keys').catch(() => '')
    loading.fails = false
    expect([first, await ask('keys')]).toEqual(['', '{"end":"done","data":{"keys":[]}}\n'])
  })

  it('has the app ended a minute after the last command', async () => {
    access.open()
    await ask('keys')
    // The app sees a little later that whoever asked has gone.
    while (ends === 0) {
      await pause(5)
      await world.clock.advance(ENDS_AFTER_MS)
    }
    expect(ends).toBe(1)
  })

  it.each(['before', 'after'] as const)(
    'has it go on where a person used it %s it could be reached',
    async when => {
      if (when === 'before') access.used()
      access.open()
      if (when === 'after') access.used()
      await ask('keys')
      await pause(20)
      await world.clock.advance(10 * ENDS_AFTER_MS)
      expect(ends).toBe(0)
    },
  )

  it('hears nobody any more once the app ends', async () => {
    access.open()
    await ask('keys')
    access.dispose()
    await expect(ask('keys')).rejects.toThrow(/ENOENT|ECONNREFUSED/)
  })
})
