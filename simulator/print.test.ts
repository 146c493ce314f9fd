import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { requestLine } from './print.ts'
import type { LoggedRequest } from './records.ts'
import { hasIpv6 } from './testing.ts'

const request: LoggedRequest = {
  at: 100,
  endedAt: 112.4,
  route: 'user',
  method: 'GET',
  host: 'plex.tv',
  path: '/api/v2/user',
  query: { 'X-Plex-Token': 'sentinel-token-123456' },
  headers: { 'x-plex-token': 'sentinel-token-123456', 'x-plex-product': 'Example' },
  body: '',
  httpVersion: '1.1',
  status: 200,
  fault: 'gzip',
  aborted: true,
  cut: false,
  pinId: null,
  outcome: null,
}

it('shows a request in one line, without its token', () => {
  expect(requestLine(request)).toBe(
    '   12 ms  200  GET plex.tv/api/v2/user?X-Plex-Token=sent…  [Example]  token sent…  fault: gzip  the client left',
  )
  expect(requestLine({ ...request, query: {}, headers: {}, status: null, fault: null, aborted: false })).toBe(
    '   12 ms  ---  GET plex.tv/api/v2/user',
  )
})

it('does nothing to the terminal that shows it', () => {
  const path = '/\u001b[2J\u009b31m\u0007\u202e\n'
  expect(requestLine({ ...request, path, query: { 'a\u001b': '\u0007' }, headers: {} })).not.toMatch(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
  )
})

const free = ['--port', '0', '--http-port', '0']

/** Bundles and starts the command; `until` resolves with its output as soon as it matches. */
const start = async (folder: string, args: readonly string[]) => {
  const outfile = join(folder, 'cli.cjs')
  await build({ entryPoints: [join(import.meta.dirname, 'cli.ts')], outfile, bundle: true, platform: 'node' })
  const child = spawn(process.execPath, [outfile, ...args])
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = new Promise<number | null>(resolve => {
    child.once('close', resolve)
  })
  const until = (pattern: RegExp) => expect.poll(() => output, { timeout: 5000 }).toMatch(pattern)
  return { child, ended, until, output: () => output }
}

it('runs alone, prints each request, and takes its authority with it when it is interrupted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-test-'))
  const { child, ended, until, output } = await start(folder, free)
  await until(/Ctrl-C ends it/)
  const authority = /Authority +(\S+)/.exec(output())?.[1] ?? ''
  expect(await readFile(authority, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/)
  const control = /http:\/\/[.\d]+:\d+\/__ctl/.exec(output())?.[0] ?? ''
  expect(await (await fetch(`${control}/pins`)).json()).toEqual([])
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  await expect(access(authority)).rejects.toMatchObject({ code: 'ENOENT' })
  await rm(folder, { recursive: true })
})

it('says how it is used', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-test-'))
  const { ended, output } = await start(folder, ['--help'])
  expect([await ended, output()]).toEqual([0, expect.stringMatching(/--http2 .*\n.*--ipv6 /)])
  await rm(folder, { recursive: true })
})

it.skipIf(!hasIpv6)('speaks HTTP/2 and IPv6 when asked to, and says where', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-test-'))
  const { child, ended, until, output } = await start(folder, [...free, '--http2', '--ipv6'])
  await until(/Ctrl-C ends it/)
  const port = /\[::1\]:(\d+) /.exec(output())?.[1] ?? ''
  expect(output()).toContain(`MAP app.plex.tv [::1]:${port}`)
  const ca = await readFile(/Authority +(\S+)/.exec(output())?.[1] ?? '')
  const session = connect(`https://[::1]:${port}`, { ca })
  await once(session, 'connect')
  expect(session.alpnProtocol).toBe('h2')
  session.close()
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  await rm(folder, { recursive: true })
})

it('says what is wrong with its options', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-test-'))
  const { ended, output } = await start(folder, ['--port', 'many'])
  expect([await ended, output()]).toEqual([1, '--port wants a port, not “many”\n'])
  await rm(folder, { recursive: true })
})
