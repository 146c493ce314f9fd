import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { unknownAsker } from './asker.ts'
import { processChains, processFiles } from './process-chain.ts'
import { createWhoAsks } from './who-asks.ts'

/** Starts a program with mounts of its own. Inside of a changed root nobody may be somebody else, and root need not be. */
const unshare = [
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--mount',
  '--propagation',
  'unchanged',
]

/** Whether this system lets this person have mounts of their own. */
function canUnshare(): boolean {
  try {
    execFileSync('unshare', [...unshare, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const work = patientWork()
const own = realpathSync(process.execPath)
/** Connects, and stays until its input ends. */
const CLIENT = `const s = require('node:net').connect(process.argv[1]); s.on('error', () => {}); process.stdin.on('end', () => process.exit()).resume()`

describe.skipIf(process.platform !== 'linux')('who is at the other end of a socket', () => {
  let folder: string
  let server: Server
  let path: string
  const callers: Socket[] = []
  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-who-')))
    path = join(folder, 'commands')
    writeFileSync(join(folder, 'client.cjs'), CLIENT.replace('argv[1]', 'argv[2]'))
    server = createServer().listen(path)
    await once(server, 'listening')
  })
  afterEach(() => {
    for (const caller of callers.splice(0)) caller.destroy()
    server.close()
    rmSync(folder, { recursive: true })
  })

  /** Starts a program that connects, and finds out who it is. */
  async function whoIs(
    program: string,
    words: readonly string[],
    {
      claimed = null,
      ...over
    }: Partial<Parameters<typeof createWhoAsks>[0]> & {
      claimed?: { path: string; command: readonly string[] } | null
    } = {},
  ) {
    const connected = once(server, 'connection')
    const child = spawn(program, words, {
      cwd: folder,
      env: { ...process.env, PWD: folder },
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    const ended = once(child, 'exit')
    const [caller] = (await connected) as [Socket]
    callers.push(caller)
    const asker = await createWhoAsks({ work, own: '/usr/bin/latchkey', ...over }).whoAsks(caller, claimed)
    child.stdin.end()
    await ended
    return asker
  }

  it('is a script that runs our command, not the shell that reads it', async () => {
    const script = join(folder, 'backup.sh')
    writeFileSync(script, `#!/bin/bash\n"${own}" client.cjs "$1"\ntrue\n`)
    chmodSync(script, 0o700)
    const asker = await whoIs('./backup.sh', [path], { own })
    expect(asker).toMatchObject({
      program: { path: script, command: `/bin/bash ./backup.sh ${path}` },
      unlasting: null,
    })
    expect(asker.chain.length).toBeGreaterThan(0)
    // It has ended by now.
    expect(await createWhoAsks({ work, own }).lives(asker.process!)).toBe(false)
    const [me] = (await processChains([process.pid], processFiles)).get(process.pid)!
    expect(await createWhoAsks({ work, own }).lives(me!.process!)).toBe(true)
  })

  it('is the program itself where that speaks to the socket, whatever it claims', async () => {
    const asker = await whoIs(own, ['client.cjs', path], {
      claimed: { path: '/usr/bin/true', command: ['true'] },
    })
    expect(asker).toMatchObject({ program: { path: join(folder, 'client.cjs') }, unlasting: null })
  })

  it('is what our own command is about to start', async () => {
    symlinkSync('client.cjs', join(folder, 'link'))
    const claimed = { path: join(folder, 'link'), command: ['link', '--all'] }
    const asker = await whoIs(own, ['client.cjs', path], { own, claimed })
    expect(asker).toMatchObject({
      program: { path: join(folder, 'client.cjs'), command: 'link --all' },
      unlasting: null,
    })
  })

  it('is what ran our command that runs our command, since that runs whatever it is given', async () => {
    const script = join(folder, 'backup.sh')
    const nested = `require('node:child_process').spawnSync(process.execPath, ['client.cjs', process.argv[1]], { stdio: 'inherit' })`
    writeFileSync(join(folder, 'nested.cjs'), nested.replace('argv[1]', 'argv[2]'))
    writeFileSync(script, `#!/bin/bash\n"${own}" nested.cjs "$1"\ntrue\n`)
    chmodSync(script, 0o700)
    const asker = await whoIs('./backup.sh', [path], { own })
    expect(asker).toMatchObject({ program: { path: script }, unlasting: null })
  })

  it.each([
    ['another folder', false, null],
    ['a folder with another of that name, and then would not be known again', true, 'doubtful'],
  ])('is the script that was started, though it has gone to %s', async (_what, isTwice, unlasting) => {
    mkdirSync(join(folder, 'a'))
    mkdirSync(join(folder, 'b/a'), { recursive: true })
    writeFileSync(join(folder, 'a/backup.sh'), `cd b\n"${own}" "${folder}/client.cjs" "$1"\ntrue\n`)
    if (isTwice) writeFileSync(join(folder, 'b/a/backup.sh'), '')
    const asker = await whoIs('bash', ['a/backup.sh', path], { own })
    expect(asker).toMatchObject({ program: { path: join(folder, 'a/backup.sh') }, unlasting })
  })

  it('would not be known again where its script is what comes in', async () => {
    symlinkSync('/dev/stdin', join(folder, 'in.cjs'))
    execFileSync('mkfifo', [join(folder, 'pipe.cjs')])
    for (const script of ['in.cjs', 'pipe.cjs']) {
      const claimed = { path: own, command: ['node', join(folder, script)] }
      const asker = await whoIs(own, ['client.cjs', path], { own, claimed })
      expect(asker).toMatchObject({ program: { path: join(folder, script) }, unlasting: 'no-file' })
    }
  })

  it.each<[string, Partial<Parameters<typeof createWhoAsks>[0]>]>([
    ['there is no ss', { list: () => Promise.reject(new Error('ENOENT')) }],
    ['the list has no such socket', { list: async () => '' }],
    ['the system has no such list', { platform: 'darwin' }],
    ['/proc says nothing', { files: { read: async () => undefined, link: async () => undefined } }],
    ['the disk does not answer', { work: { within: () => Promise.reject(new Error('NoAnswer')) } }],
  ])('is not known where %s', async (_what, over) => {
    expect(await whoIs(own, ['client.cjs', path], over)).toEqual(unknownAsker)
  })

  it.skipIf(!canUnshare())('is not known where it does not see our files, as in a container', async () => {
    const words = [...unshare, own, 'client.cjs', path]
    const claimed = { path: '/usr/bin/true', command: ['true'] }
    expect(await whoIs('unshare', words, { own, claimed })).toEqual(unknownAsker)
  })

  it('is not known once it has gone', async () => {
    const connected = once(server, 'connection')
    const child = spawn(own, ['client.cjs', path], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] })
    const [caller] = (await connected) as [Socket]
    const asking = createWhoAsks({ work, own }).whoAsks(caller, null)
    caller.destroy()
    expect(await asking).toEqual(unknownAsker)
    child.stdin.end()
    await once(child, 'exit')
  })
})

describe.skipIf(process.platform === 'win32')('a program that is to be allowed beforehand', () => {
  let folder: string
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-who-')))
    writeFileSync(join(folder, 'backup.sh'), '')
    symlinkSync('backup.sh', join(folder, 'link'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each([
    ['a script', 'backup.sh', 'backup.sh'],
    ['where a link leads', 'link', 'backup.sh'],
    ['nothing', 'none.sh', undefined],
    ['a folder', '.', undefined],
    ['a shell', '/bin/sh', undefined],
    ['what starts whatever it is told to', '/usr/bin/env', undefined],
  ])('is %s', async (_what, name, found) => {
    const at = createWhoAsks({ work, own }).programAt(name.startsWith('/') ? name : join(folder, name))
    expect(await at).toBe(found && join(folder, found))
  })
})
