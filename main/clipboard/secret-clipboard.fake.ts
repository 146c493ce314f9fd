import { ManualClock } from '../clock.fake.ts'
import type { Holder, Outcome } from './holder.ts'
import { createSecretClipboard } from './secret-clipboard.ts'

const never = () => new Promise<never>(() => {})

/** What Electron has, and how it behaves. */
interface Board {
  text: string
  write: 'works' | 'fails' | 'hangs' | 'nothing'
  read: 'works' | 'fails' | 'hangs'
  /** Lets a text come that hung. */
  late: () => void
}

/** What the thread has, and how it behaves. */
interface FakeThread {
  outcome: Outcome | 'hangs'
  text: string | null
  dropped: boolean
  opened: number
  lost: () => void
}

function holderOf(thread: FakeThread): Holder {
  let ended = false
  const end = () => {
    ended = true
    thread.text = null
  }
  return {
    take(text) {
      if (thread.outcome === 'hangs') return never()
      if (ended) return Promise.resolve('unreachable')
      if (thread.outcome === 'held') thread.text = text
      else end()
      return Promise.resolve(thread.outcome)
    },
    isHolding: () => thread.text !== null,
    giveUp: () => Promise.resolve(end()),
    drop() {
      end()
      thread.dropped = true
    },
  }
}

/** A clipboard for secrets over both that it may use. */
export function startSecrets(hasThread: boolean) {
  const board: Board = { text: 'before', write: 'works', read: 'works', late: () => {} }
  const thread: FakeThread = { outcome: 'held', text: null, dropped: false, opened: 0, lost: () => {} }
  const reported: unknown[] = []
  const changes: (number | null)[] = []
  const clock = new ManualClock()
  const secrets = createSecretClipboard({
    clock,
    hold(lost) {
      if (!hasThread) return Promise.resolve(null)
      thread.opened++
      thread.lost = () => {
        thread.text = null
        lost()
      }
      return Promise.resolve(holderOf(thread))
    },
    system: {
      write(text) {
        if (board.write === 'fails') return Promise.reject(new Error('no'))
        if (board.write === 'nothing') return Promise.resolve()
        if (board.write === 'works') return Promise.resolve(void (board.text = text))
        return new Promise(resolve => void (board.late = () => resolve(void (board.text = text))))
      },
      read() {
        if (board.read === 'hangs') return never()
        return board.read === 'works' ? Promise.resolve(board.text) : Promise.reject(new Error('no'))
      },
      clear: () => void (board.text = ''),
    },
    report: what => void reported.push(what),
  })
  secrets.subscribe(() => void changes.push(secrets.clearsInMs()))
  /** What there is of ours. */
  const there = () => (hasThread ? thread.text : board.text || null)
  return { secrets, clock, board, thread, reported, changes, there }
}
