import type { ConductFinding } from './conduct.ts'
import { identifierOf } from './logged.ts'
import { signOuts } from './sign-outs.ts'
import type { LogEntry, State } from './state.ts'

// Milliseconds. The tolerances are for timers and a busy computer.
const fastestPoll = 900
/** The least time from a read to the one after the next, where a busy computer held up the one between. */
const fastestTwo = 2_300
const slowestPoll = 4_000 + 500
/** Of one poller, that asks each second at most and gives an answer up after 5 s. */
const mostAtOnce = 5
const mintInterval = 5_000 - 50
const handOver = 50

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

const pairs = (requests: readonly LogEntry[]): [LogEntry, LogEntry][] =>
  requests.slice(1).flatMap((next, index) => {
    const previous = requests[index]
    return previous ? [[previous, next]] : []
  })

/** Without those that a start lies between: whoever polls next was not there before, and does not know who did. */
const pairsOfOneRun = (state: State, requests: readonly LogEntry[]): [LogEntry, LogEntry][] =>
  pairs(requests).filter(
    ([previous, next]) =>
      !state.marks.some(({ kind, at }) => kind === 'started' && at > previous.at && at <= next.at),
  )

// Chromium itself repeats a request on a fresh connection when a kept one is reset before the first byte of an answer
// (HttpNetworkTransaction::ShouldResendRequest): that repetition is not the client's.
const isRepetition = (previous: LogEntry): boolean => previous.cut && previous.status === null

/** Whether a read came so soon because the one before it was held up on its way: it had left before that was answered. */
const wasHeldUp = (state: State, polls: readonly LogEntry[], [previous, next]: [LogEntry, LogEntry]) => {
  const isMint = ({ route, pinId }: LogEntry) => route === 'mint' && pinId === previous.pinId
  // The first read was due so long after the pin was given.
  const before = polls[polls.indexOf(previous) - 1] ?? state.log.find(isMint)
  return next.at - previous.at < fastestPoll && before !== undefined && next.at - before.at >= fastestTwo
}

const tooFast = (state: State, id: number, polls: readonly LogEntry[]): ConductFinding[] =>
  pairsOfOneRun(state, polls)
    .filter(([previous, next]) => next.at - previous.at < fastestPoll && !isRepetition(previous))
    .filter(pair => !wasHeldUp(state, polls, pair))
    .map(([previous, next]) => ({
      rule: 'poll-too-fast',
      message: `Pin ${id} was read twice within ${seconds(next.at - previous.at)}; the fastest is 0.9 s.`,
    }))

/** The silence between two requests, counted from when the simulator could be reached again. */
const silence = (state: State, [previous, next]: [LogEntry, LogEntry]): number => {
  const from = previous.endedAt ?? next.at
  const reachable = state.outages
    .filter(outage => outage.from < next.at && (outage.to ?? next.at) > from)
    .reduce((latest, outage) => Math.max(latest, outage.to ?? next.at), from)
  return next.at - reachable
}

const tooSlow = (state: State, id: number, polls: readonly LogEntry[]): ConductFinding[] => {
  const pin = state.pins.find(each => each.id === id)
  return pairsOfOneRun(state, polls)
    .filter(([previous, next]) => {
      const wasPending = previous.outcome !== 'gone' && previous.outcome !== 'claimed'
      const expiredMeanwhile = next.outcome === 'gone' && !pin?.claim
      return wasPending && !expiredMeanwhile && silence(state, [previous, next]) > slowestPoll
    })
    .map(pair => ({
      rule: 'poll-too-slow',
      message: `Pin ${id} was not read for ${seconds(silence(state, pair))}; a claimed pin lives for 10 s and is to be looked at twice in them, so 4 s is the slowest.`,
    }))
}

const overlapping = (id: number, polls: readonly LogEntry[]): ConductFinding[] =>
  polls
    .filter((next, index) => {
      const underWay = polls
        .slice(0, index)
        .filter(({ endedAt }) => (endedAt ?? Infinity) - handOver > next.at)
      return underWay.length >= mostAtOnce
    })
    .map(() => ({
      rule: 'two-pollers',
      message: `Pin ${id} was read while ${mostAtOnce} reads of it were still under way.`,
    }))

interface End {
  readonly at: number
  readonly why: string
}

const endings = (state: State, id: number, polls: readonly LogEntry[]): End[] => {
  const token = state.pins.find(pin => pin.id === id)?.claim?.token
  return [
    ...polls
      .filter(poll => poll.outcome === 'gone' || poll.outcome === 'claimed')
      .map(poll => ({
        at: poll.endedAt ?? Infinity,
        why: poll.outcome === 'gone' ? 'it had ended (1020)' : 'its token had been read',
      })),
    ...state.marks
      .filter(mark => mark.kind === 'cancelled' && mark.subject === id)
      .map(({ at }) => ({ at, why: 'the person had cancelled' })),
    ...signOuts(state)
      .filter(signOut => signOut.token === token)
      .map(({ at }) => ({ at, why: 'its token had been signed out' })),
  ]
}

const afterEnd = (state: State, id: number, polls: readonly LogEntry[]): ConductFinding[] => {
  const [end] = endings(state, id, polls).toSorted((one, other) => one.at - other.at)
  if (!end) return []
  const sentBefore = new Set(
    pairs(polls)
      .filter(pair => pair[0].endedAt === end.at && wasHeldUp(state, polls, pair))
      .map(([, next]) => next),
  )
  return polls
    .filter(poll => poll.at > end.at && !sentBefore.has(poll))
    .map(poll => ({
      rule: 'poll-after-end',
      message: `Pin ${id} was read ${seconds(poll.at - end.at)} after ${end.why}.`,
    }))
}

/** For each identifier: the one remark of Plex's staff on limits speaks of requests that share an identifier. */
const mints = (requests: readonly LogEntry[]): ConductFinding[] => {
  const minted = requests.filter(({ route }) => route === 'mint')
  return [...new Set(minted.map(identifierOf))]
    .flatMap(identifier => pairs(minted.filter(request => identifierOf(request) === identifier)))
    .filter(([previous, next]) => next.at - previous.at < mintInterval && !isRepetition(previous))
    .map(([previous, next]) => ({
      rule: 'mint-too-often',
      message: `Two pins were asked for within ${seconds(next.at - previous.at)}; the rate is one in 5 s.`,
    }))
}

/** How often, how long and how many at once. */
export const pollRules = (state: State, requests: readonly LogEntry[]): ConductFinding[] => {
  const polls = requests.filter(({ route, pinId }) => route === 'poll' && pinId !== null)
  const ids = [...new Set(polls.map(({ pinId }) => pinId ?? 0))]
  return [
    ...ids.flatMap(id => {
      const group = polls.filter(({ pinId }) => pinId === id)
      return [
        ...tooFast(state, id, group),
        ...tooSlow(state, id, group),
        ...overlapping(id, group),
        ...afterEnd(state, id, group),
      ]
    }),
    ...mints(requests),
  ]
}
