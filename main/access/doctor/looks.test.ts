import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../clock.fake.ts'
import { patientWork } from '../../files/patient-work.fake.ts'
import { joinLocalBus, returned } from '../../platform/session-bus/local-bus.fake.ts'
import { ERROR } from '../../platform/session-bus/message.ts'
import { createSessionBus } from '../../platform/session-bus/session-bus.ts'
import { type Issuer, watchIssuer } from '../../plex/certificate-issuer.ts'
import type { FileState } from './computer.ts'
import { lookAtBus, lookForPanel } from './look-at-bus.ts'
import { lookAtFiles } from './look-at-files.ts'
import { readLog } from './read-log.ts'
import { readWay } from './read-way.ts'

describe('our files', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const path = () => join(folder, 'keys.json')

  it.each<[string, FileState, () => void]>([
    ['as they should be', 'well', () => writeFileSync(path(), '{}')],
    ['not there yet', 'nothing', () => {}],
    ['empty', 'senseless', () => writeFileSync(path(), '')],
    ['half written', 'senseless', () => writeFileSync(path(), '{"a":')],
    ['a folder', 'unreadable', () => mkdirSync(path())],
    ['a pipe', 'unreadable', () => void execFileSync('mkfifo', [path()])],
    ['a link that leads out', 'unreadable', () => symlinkSync('/etc/hostname', path())],
    ['too large', 'unreadable', () => writeFileSync(path(), ' '.repeat(1_048_577))],
  ])('that are %s: %s', async (_what, state, make) => {
    make()
    const found = await lookAtFiles({ work: patientWork(), paths: [path()], within: [folder] })
    expect(found).toEqual([{ name: 'keys.json', state }])
  })

  it.each([
    ['file', () => path()],
    ['folder', () => folder],
  ])('whose %s cannot be written: unwritable', async (_what, which) => {
    writeFileSync(path(), '{}')
    const demandWritable = async (asked: string) => {
      if (asked === which()) throw new Error('EROFS')
    }
    const found = await lookAtFiles({
      work: patientWork(),
      paths: [path()],
      within: [folder],
      demandWritable,
    })
    expect(found).toEqual([{ name: 'keys.json', state: 'unwritable' }])
  })

  it('the end of the log is read, and nothing else', async () => {
    const log = join(folder, 'latchkey.log')
    expect(await readLog(log, patientWork())).toEqual([])
    writeFileSync(log, Array.from({ length: 500 }, (_, at) => `line ${at}\n`).join(''))
    const lines = await readLog(log, patientWork())
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([300, 'line 200', 'line 499'])
  })
})

describe('the session bus', () => {
  it('answers, and says why there is no icon', async () => {
    const { bus } = await joinLocalBus(
      message => returned(message, 'v', [{ signature: 'b', value: false }]),
      new ManualClock(),
      { GetId: message => returned(message, 's', ['0123']) },
    )
    expect([
      await lookAtBus(question => bus.ask(question)),
      await lookForPanel(question => bus.ask(question)),
    ]).toEqual(['there', 'no-panel'])
  })

  it('has nobody who shows icons', async () => {
    const { bus } = await joinLocalBus(() => null, new ManualClock(), {
      GetNameOwner: message => ({
        ...returned(message, '', []),
        type: ERROR,
        errorName: 'org.freedesktop.DBus.Error.NameHasNoOwner',
      }),
    })
    expect(await lookForPanel(question => bus.ask(question))).toBe('no-watcher')
  })

  it('cannot be joined', async () => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h' }
    const bus = createSessionBus({ environment, uid: 0, clock: new ManualClock() })
    expect([
      await lookAtBus(question => bus.ask(question)),
      await lookForPanel(question => bus.ask(question)),
    ]).toEqual(['none', 'no-bus'])
  })
})

describe('who issued a certificate', () => {
  type Proc = Parameters<Parameters<typeof watchIssuer>[0]['setCertificateVerifyProc']>[0]
  const certificate = { issuerName: 'WR1', issuer: { organizations: ['Google Trust Services'] } }

  function setup() {
    let ask: Proc = null
    const seen = watchIssuer({ setCertificateVerifyProc: proc => void (ask = proc) }, 'plex.tv')
    const verify = (request: object): number[] => {
      const answers: number[] = []
      ask?.(request as Parameters<NonNullable<Proc>>[0], answer => void answers.push(answer))
      return answers
    }
    return { seen, verify }
  }

  it.each<[string, object, Issuer | null]>([
    [
      'of a known authority',
      { hostname: 'plex.tv', certificate, isIssuedByKnownRoot: true },
      { name: 'Google Trust Services, WR1', isKnown: true },
    ],
    [
      'of one that was added',
      { hostname: 'plex.tv', certificate: { issuerName: 'Filter', issuer: { organizations: [] } } },
      { name: 'Filter', isKnown: false },
    ],
    ['of a proxy on the way', { hostname: 'proxy.example', certificate, isIssuedByKnownRoot: true }, null],
  ])('%s is seen, and Chromium alone decides', (_what, request, expected) => {
    for (const errorCode of [0, -200, -201, -202, -2]) {
      const { seen, verify } = setup()
      expect([verify({ verificationResult: 'OK', errorCode, ...request }), seen()]).toEqual([[-3], expected])
    }
  })

  it('is nobody before there was a connection', () => {
    expect(setup().seen()).toBeNull()
  })

  it('is Chromium’s to decide where it says nothing of who issued it', () => {
    const { seen, verify } = setup()
    expect([verify({ hostname: 'plex.tv' }), verify({}), seen()]).toEqual([[-3], [-3], null])
  })
})

describe('what was seen on the way to plex.tv', () => {
  const issuer = { name: 'WR1', isKnown: true }
  const answer = {
    status: 401,
    json: { errors: [{ code: 1001 }] },
    retryAfterMs: 0,
    date: 'Mon, 30 Nov 2026 20:00:00 GMT',
  }
  const seen = { ways: 'DIRECT', isNameKnown: true, asking: null, answer, issuer }
  const read = (what: Partial<Parameters<typeof readWay>[0]>) =>
    readWay({ ...seen, ...what }, Date.UTC(2026, 10, 30, 20, 0, 5))

  it('is plex.tv’s own refusal', () => {
    expect(read({})).toEqual({
      proxy: null,
      asking: null,
      isNameKnown: true,
      problem: null,
      status: 401,
      isPlex: true,
      issuer,
      aheadMs: 5_000,
    })
  })

  it.each([
    ['DIRECT', null],
    ['PROXY proxy.example:3128', 'proxy.example:3128'],
    ['PROXY proxy.example:3128; DIRECT', 'proxy.example:3128'],
    ['SOCKS5 [::1]:1080', '[::1]:1080'],
    ['HTTPS p:443;DIRECT', 'p:443'],
    ['', null],
    ['PROXY <b>', null],
  ])('goes %s', (ways, proxy) => {
    expect(read({ ways }).proxy).toBe(proxy)
  })

  it.each([
    [{ ...answer, status: 200 }, null, false],
    [{ ...answer, json: { errors: [{ code: 1031 }] } }, null, false],
    [{ ...answer, json: undefined }, null, false],
    [{ ...answer, status: 503 }, 'service', false],
    [{ ...answer, status: 429 }, 'rate-limited', false],
    ['connection' as const, 'connection', false],
  ])('is %j', (answer, problem, isPlex) => {
    expect([read({ answer }).problem, read({ answer }).isPlex]).toEqual([problem, isPlex])
  })

  it('says who issued only a certificate of this time, and no date that makes no sense', () => {
    expect([
      read({ answer: 'connection' }).issuer,
      read({ answer: 'authority' }).issuer,
      read({ answer: { ...answer, date: 'soon' } }).aheadMs,
      read({ answer: 'connection' }).aheadMs,
    ]).toEqual([null, issuer, null, null])
  })
})
