import type { ProxyAddress } from '../../../common/proxy.ts'
import type { Problem } from '../../../common/sign-in-view.ts'
import type { Text } from '../../../common/text.ts'
import type { Issuer } from '../../plex/certificate-issuer.ts'
import { failed, type Finding, ok, warning } from './finding.ts'

/** What became of one request to plex.tv. */
export interface PlexWay {
  /** As in `proxy.example:3128`; null if the way is direct. */
  readonly proxy: string | null
  /** The proxy that asked for a password and got none, or one that it did not take. */
  readonly asking: ProxyAddress | null
  readonly isNameKnown: boolean
  /** Null if there was an answer. */
  readonly problem: Problem | null
  readonly status: number | null
  /** Whether the answer could only be plex.tv's. */
  readonly isPlex: boolean
  /** Null if the connection did not come so far, or nobody said. */
  readonly issuer: Issuer | null
  /** How far this computer's calendar is ahead of plex.tv's; null if there was no date. */
  readonly aheadMs: number | null
}

/** In their order. */
const stages = {
  proxy: judgeProxy,
  name: judgeName,
  connection: judgeConnection,
  certificate: judgeCertificate,
  plex: judgeAnswer,
} as const

type Stage = keyof typeof stages

/** Where on the way each of the network's problems lies; all others lie at its end. */
const places: Readonly<Partial<Record<Problem, Stage>>> = {
  'proxy-password': 'proxy',
  offline: 'connection',
  name: 'name',
  connection: 'connection',
  proxy: 'proxy',
  certificate: 'certificate',
  authority: 'certificate',
  clock: 'certificate',
}

export const placeOf = (problem: Problem): Stage => places[problem] ?? 'plex'

/** The way in its order, up to the first thing on it that failed. A proxy looks names up itself. */
export function judgeWay(text: Text, way: PlexWay): ReadonlyArray<Finding & { readonly name: string }> {
  const names = (Object.keys(stages) as Stage[]).filter(name => name !== 'name' || way.proxy === null)
  const lines = names.map(name => ({ name, ...stages[name](text, way) }))
  const end = lines.findIndex(({ result }) => result === 'failed')
  return end < 0 ? lines : lines.slice(0, end + 1)
}

function judgeProxy(text: Text, { proxy, asking, problem }: PlexWay): Finding {
  const named = asking === null ? (proxy ?? '') : `${asking.host}:${asking.port}`
  if (problem === 'proxy-password')
    return failed(text('doctor.proxy.password', { proxy: named }), text('doctor.proxy.passwordNext'))
  if (problem === 'proxy')
    return failed(text('doctor.proxy.closed', { proxy: named }), text('doctor.proxy.closedNext'))
  return ok(proxy === null ? text('doctor.proxy.none') : text('doctor.proxy.through', { proxy }))
}

function judgeName(text: Text, { isNameKnown, problem }: PlexWay): Finding {
  const isOffline = problem === 'offline'
  return problem === 'name' || (!isNameKnown && problem !== null && !isOffline)
    ? failed(text('doctor.name.unknown'), text('doctor.name.unknownNext'))
    : ok(text('doctor.name.known'))
}

function judgeConnection(text: Text, { problem }: PlexWay): Finding {
  if (problem === 'offline')
    return failed(text('doctor.connection.offline'), text('doctor.connection.offlineNext'))
  if (problem === 'connection')
    return failed(text('doctor.connection.none'), text('doctor.connection.noneNext'))
  return ok(text('doctor.connection.made'))
}

function judgeCertificate(text: Text, { problem, issuer }: PlexWay): Finding {
  const by = { issuer: issuer?.name ?? '?' }
  if (problem === 'clock')
    return failed(text('doctor.certificate.dates', by), text('doctor.certificate.datesNext'))
  if (problem === 'authority')
    return failed(text('doctor.certificate.unknown', by), text('doctor.certificate.unknownNext'))
  if (problem === 'certificate')
    return failed(text('doctor.certificate.wrong', by), text('doctor.certificate.wrongNext'))
  if (issuer === null) return ok(text('doctor.certificate.unseen'))
  return issuer.isKnown
    ? ok(text('doctor.certificate.trusted', by))
    : warning(text('doctor.certificate.added', by), text('doctor.certificate.addedNext'))
}

function judgeAnswer(text: Text, { problem, status, isPlex }: PlexWay): Finding {
  if (problem === 'service')
    return failed(text('doctor.plex.trouble', { status: status ?? 0 }), text('doctor.plex.troubleNext'))
  if (problem === 'rate-limited') return warning(text('doctor.plex.limited'), text('doctor.plex.limitedNext'))
  if (status === null) return failed(text('doctor.plex.none'), text('doctor.plex.noneNext'))
  return isPlex
    ? ok(text('doctor.plex.answers'))
    : failed(text('doctor.plex.another', { status: status ?? 0 }), text('doctor.plex.anotherNext'))
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Whether plex.tv can be asked nothing: what could not be asked of it is then no fault of its own. */
export const isBarred = (text: Text, way: PlexWay): boolean =>
  judgeWay(text, way).some(({ result }) => result === 'failed')

/** A minute is nothing; more than a day makes certificates look wrong. Null where the way itself is what is wrong. */
export function judgeClock(text: Text, way: PlexWay): Finding | null {
  const { aheadMs } = way
  if (aheadMs === null && isBarred(text, way)) return null
  if (aheadMs === null) return warning(text('doctor.clock.uncompared'), text('doctor.clock.uncomparedNext'))
  const off = Math.abs(aheadMs)
  if (off <= MINUTE_MS) return ok(text('doctor.clock.fits'))
  const minutes = Math.round(off / MINUTE_MS)
  const said =
    aheadMs > 0 ? text('doctor.clock.ahead', { minutes }) : text('doctor.clock.behind', { minutes })
  return (off > DAY_MS ? failed : warning)(said, text('doctor.clock.next'))
}
