import { expect, it } from 'vitest'
import * as v from 'valibot'
import { DoctorAnswer } from '../../../common/access-answers.ts'
import { english as text } from '../../../common/english.fake.ts'
import { ManualClock, settle } from '../../clock.fake.ts'
import { createDoctor, isWell, type Looks } from './doctor.ts'

const well: Looks = {
  program: () => ({ version: '1', electron: '45', chrome: '142', node: '22', system: 'Linux' }),
  isSandboxed: () => true,
  bus: async () => 'there',
  tray: async () => 'there',
  keychain: async () => 'works',
  isSignedIn: () => true,
  login: () => 'on',
  folder: '/home/ada',
  files: async () => [{ name: 'a', state: 'well' }],
  way: async () => ({
    proxy: null,
    asking: null,
    isNameKnown: true,
    problem: null,
    status: 401,
    isPlex: true,
    issuer: null,
    aheadMs: 0,
  }),
  keys: () => [],
  devices: async () => null,
}
const names = ['program', 'sandbox', 'tray', 'session-bus', 'keychain', 'start-at-login', 'files']
const onTheWay = ['proxy', 'name', 'connection', 'certificate', 'plex']

function setup(looks: Partial<Looks> = {}) {
  const clock = new ManualClock()
  const reported: string[] = []
  const doctor = createDoctor({
    text,
    clock,
    looks: { ...well, ...looks },
    report: (what, error) => reported.push(`${what}: ${String(error)}`),
  })
  return { clock, doctor, reported }
}
const never = () => new Promise<never>(() => {})
const throws = () => {
  throw new Error('broken')
}

it('says of everything that it is well, as the protocol wants it', async () => {
  const { doctor, clock, reported } = setup()
  const answer = await doctor.examine()
  expect(answer.checks.map(({ name, result }) => `${name} ${result}`)).toEqual(
    [...names, ...onTheWay, 'clock', 'keys', 'devices'].map(name => `${name} ok`),
  )
  expect([v.is(DoctorAnswer, answer), isWell(answer), clock.pending, reported]).toEqual([true, true, 0, []])
})

it('counts what is wrong, and not what follows from it', async () => {
  const unlisted = async () => ({ list: null, since: null, own: new Set<string>() })
  const cut = async () => ({
    ...(await well.way(new AbortController().signal)),
    ...({ problem: 'connection', status: null, isPlex: false, aheadMs: null } as const),
  })
  const wrong = async (looks: Partial<Looks>) =>
    (await setup(looks).doctor.examine()).checks.flatMap(({ name, result }) => (result === 'ok' ? [] : name))
  expect(await wrong({ way: cut, devices: unlisted })).toEqual(['connection'])
  expect(await wrong({ devices: unlisted })).toEqual(['devices'])
})

it('says nothing of a bus where the system has none', async () => {
  const { checks } = await setup({ bus: async () => null }).doctor.examine()
  expect(checks.map(({ name }) => name)).not.toContain('session-bus')
})

it('asks plex.tv once, for the way and the clock', async () => {
  let asked = 0
  await setup({ way: signal => (asked++, well.way(signal)) }).doctor.examine()
  expect(asked).toBe(1)
})

it.each<[string, Partial<Looks>, string, number]>([
  ['tray', { tray: never }, 'tray', 5_000],
  ['bus', { bus: never }, 'session-bus', 5_000],
  ['keychain', { keychain: never }, 'keychain', 15_000],
  ['files', { files: never }, 'files', 8_000],
  ['network', { way: never }, 'network', 12_000],
  ['devices', { devices: never }, 'devices', 12_000],
])('waits for the %s no longer than it may take, and for nothing else', async (_what, looks, name, ms) => {
  const { clock, doctor } = setup(looks)
  let answer: DoctorAnswer | undefined
  void doctor.examine().then(said => (answer = said))
  await clock.advance(ms - 1)
  expect(answer).toBeUndefined()
  await clock.advance(1)
  await settle()
  const late = answer?.checks.filter(({ result }) => result !== 'ok')
  expect(late?.map(check => [check.name, check.result])).toContainEqual([name, 'warning'])
  expect([late?.length, clock.pending]).toEqual([1, 0])
})

it('tells a look that it is late', async () => {
  let told: AbortSignal | undefined
  const { clock, doctor } = setup({ devices: signal => ((told = signal), never()) })
  void doctor.examine()
  await clock.advance(11_999)
  expect(told?.aborted).toBe(false)
  await clock.advance(1)
  expect(told?.aborted).toBe(true)
})

it.each(Object.keys(well).filter(name => name !== 'folder'))(
  'goes on where %s cannot be looked at, and says so',
  async name => {
    const { doctor, reported } = setup({ [name]: throws })
    const answer = await doctor.examine()
    const broken = answer.checks.filter(({ result }) => result === 'failed')
    expect([broken.length, isWell(answer), reported.length]).toEqual(
      name === 'way' ? [1, false, 2] : [1, false, 1],
    )
    expect(answer.checks.length).toBeGreaterThanOrEqual(10)
  },
)

it('gives those who ask at once the same answer, and the next a new one', async () => {
  let tried = 0
  const { doctor } = setup({ keychain: async () => (tried++, 'works') })
  const [one, other] = await Promise.all([doctor.examine(), doctor.examine()])
  await doctor.examine()
  expect([one === other, tried]).toEqual([true, 2])
})
