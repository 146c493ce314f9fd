type Electron = typeof import('electron')
type UtilityProcess = import('electron').UtilityProcess

/** Something that runs later. */
export interface SetTimer {
  /** Milliseconds until it runs, or between two times that it does. */
  readonly within: number
  readonly repeats: boolean
  /** The calls that set it, the innermost first: each `file:line:column`. */
  readonly setAt: readonly string[]
}

export interface Taken {
  readonly unanswered: ReadonlyMap<symbol, string>
  timers(): SetTimer[]
  /** How many requests to plex.tv still have no answer. */
  settled(): Promise<number>
  /** From now on time only moves, and no timer runs by itself. Whether real time went on until now. */
  stand(): Promise<boolean>
  /** How far away the next timer is, at most `most`; null if that has passed. */
  untilNext(most: number): Promise<number | null>
  /** While time stands. As `settled`. */
  move(by: number): Promise<number>
  /** Real time goes on beside the moved one from now. */
  letRun(): Promise<void>
  sleep(by: number): Promise<void>
}

interface Timer {
  readonly due: number
  readonly run: () => void
  readonly setAt: readonly string[]
  armed: NodeJS.Timeout
}

/**
 * Replaces the clocks. Runs in the app's main process, where nothing else of this file exists. `stopped`: real time
 * does not go on beside the moved one.
 */
export function takeOver(
  { net, powerMonitor, utilityProcess }: Pick<Electron, 'net' | 'powerMonitor' | 'utilityProcess'>,
  { stopped }: { readonly stopped: boolean },
): Taken {
  // What was started before: `ready.cjs`.
  const main = globalThis as { movedTime?: Taken; forked?: ReadonlySet<UtilityProcess> }
  const { forked = new Set() } = main
  if (main.movedTime !== undefined) return main.movedTime
  // An answer that takes longer than this counts as one that never comes: moves of time no longer wait for it.
  const longestAnswer = 500
  const aRequest = 'a request'
  // For the keychain, which may first negotiate how to encrypt a secret.
  const longestCall = 4_000
  const longestStart = 30_000
  const longestTimer = 2 ** 31 - 1
  const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: stop } = globalThis
  const now = performance.now.bind(performance)
  const began = now()
  const calendarAtFirst = Date.now()
  let runningSince = stopped ? Infinity : began
  const passed = () => Math.max(0, now() - runningSince) + moved
  /** In milliseconds of real time, in which Node is to run a timer by itself. */
  const armedFor = (left: number) =>
    runningSince === Infinity ? longestTimer : Math.min(Math.max(0, left), longestTimer)
  const timers = new Map<unknown, Timer>()
  const repeated = new Map<unknown, SetTimer>()
  let moved = 0
  let slept = 0
  const unanswered = new Map<symbol, string>()
  const patience = new Map<symbol, number>()
  const givenUp = new Set<symbol>()

  performance.now = () => began + passed()
  Date.now = () => calendarAtFirst + Math.floor(passed()) + slept

  const calls = () =>
    [
      ...(new Error().stack ?? '').matchAll(
        /(\/[^()\n]+\/(?:main|front|companion|linux-desktop)\.cjs:\d+:\d+)/g,
      ),
    ].map(([, call]) => call!)
  const fire = (key: unknown) => {
    const timer = timers.get(key)
    if (timer === undefined) return
    clear(timer.armed)
    timers.delete(key)
    timer.run()
  }
  globalThis.setTimeout = Object.assign(
    (task: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) => {
      const key: NodeJS.Timeout = set(() => fire(key), armedFor(delay))
      const run = () => task(...given)
      timers.set(key, { due: performance.now() + delay, run, setAt: calls(), armed: key })
      return key
    },
    set,
  ) as typeof setTimeout
  globalThis.clearTimeout = key => {
    clear(timers.get(key)?.armed)
    clear(key)
    timers.delete(key)
  }

  // These stay in real time, and are only recorded.
  globalThis.setInterval = ((...given: Parameters<typeof repeat>) => {
    const key = repeat(...given)
    repeated.set(key, { within: given[1] ?? 0, repeats: true, setAt: calls() })
    return key
  }) as typeof setInterval
  globalThis.clearInterval = key => {
    stop(key)
    repeated.delete(key)
  }

  async function counted<T>(what: string, work: Promise<T>, longest = longestAnswer): Promise<T> {
    const key = Symbol(what)
    unanswered.set(key, what)
    patience.set(key, longest)
    try {
      return await work
    } finally {
      unanswered.delete(key)
      patience.delete(key)
      givenUp.delete(key)
    }
  }
  const request = net.request.bind(net)
  net.request = options => {
    const asked = request(options)
    const isOfPlex = typeof options === 'object' && options.url?.startsWith('https://plex.tv/')
    if (isOfPlex !== true) return asked
    const answered = new Promise<unknown>(resolve => {
      asked.on('error', resolve).on('abort', () => resolve(undefined))
      asked.on('response', response => response.on('end', () => resolve(undefined)).on('error', resolve))
    })
    void counted(aRequest, answered)
    return asked
  }
  const { Socket } = process.getBuiltinModule('node:net')
  const { write, emit } = Socket.prototype as unknown as Record<
    'write' | 'emit',
    (...given: unknown[]) => boolean
  >
  const askedOfBus = new Map<number, () => void>()
  // A call to the session bus: little-endian, a method call, version 1, its serial; an answer has a field with that.
  Socket.prototype.write = function (...given: unknown[]) {
    const [bytes] = given
    if (Buffer.isBuffer(bytes) && bytes.length > 16 && bytes.readUInt16LE(0) === 0x1_6c && bytes[3] === 1) {
      const serial = bytes.readUInt32LE(8)
      void counted('the bus', new Promise<void>(resolve => void askedOfBus.set(serial, resolve)))
    }
    return write.apply(this, given)
  }
  Socket.prototype.emit = function (...given: unknown[]) {
    const [event, bytes] = given
    const answer = Buffer.from([5, 1, 0x75, 0])
    if (event === 'data' && Buffer.isBuffer(bytes)) {
      for (
        let at = bytes.indexOf(answer);
        at >= 0 && at + 8 <= bytes.length;
        at = bytes.indexOf(answer, at + 1)
      )
        askedOfBus.get(bytes.readUInt32LE(at + 4))?.()
    }
    return emit.apply(this, given)
  }
  const starting = new Map<UtilityProcess, number>()
  const isStarting = () => [...starting.values()].some(since => now() - since < longestStart)
  const fork = utilityProcess.fork.bind(utilityProcess)
  // The only process that the app starts this way is the keychain's.
  function watch(child: UtilityProcess) {
    const ended = new Promise<void>(resolve => void child.once('exit', () => resolve()))
    const post = child.postMessage.bind(child)
    const answerTo = (id: number) =>
      new Promise<void>(resolve => {
        const hear = (answer: { readonly id: number }) => {
          if (answer.id !== id) return
          child.off('message', hear)
          resolve()
        }
        child.on('message', hear)
      })
    // A question of ours, which it answers as soon as it runs, whatever becomes of the keychain.
    starting.set(child, now())
    void Promise.race([answerTo(-1), ended]).then(() => starting.delete(child))
    post({ id: -1, call: 'load', given: [] })
    child.postMessage = (asked: { readonly id: number; readonly call: string }) => {
      void counted(asked.call, Promise.race([answerTo(asked.id), ended]), longestCall)
      post(asked)
    }
  }
  utilityProcess.fork = (...given) => {
    const child = fork(...given)
    watch(child)
    return child
  }
  forked.forEach(watch)

  const rearm = () => {
    for (const [key, timer] of timers) {
      clear(timer.armed)
      timer.armed = set(() => fire(key), armedFor(timer.due - performance.now()))
    }
  }
  const next = () => [...timers].toSorted(([, one], [, other]) => one.due - other.due)[0]
  const turn = () => new Promise<void>(resolve => void setImmediate(resolve))
  const moment = () => new Promise<void>(resolve => void set(resolve, 1))
  // Disk calls count too; a disk that never answers is waited for no longer than anything else.
  const askedOfDisk = () => process.getActiveResourcesInfo().filter(name => name.startsWith('FSReq')).length
  let stuckOnDisk = 0
  const isWaiting = () => askedOfDisk() > stuckOnDisk || [...unanswered.keys()].some(key => !givenUp.has(key))
  const unansweredRequests = () => [...unanswered.values()].filter(what => what === aRequest).length
  // HAZARD: the inspector calls in the middle of other code, even just after Node has seen that no tick is scheduled.
  // A tick scheduled then never runs, nor do later ones, and every stream stands still. While time stands, not even a
  // promise that is resolved there need be heard of. So whatever the inspector calls goes on in a turn of its own.
  async function settled() {
    await turn()
    let started = now()
    // A few turns without anything under way: one answer may call for the next request.
    for (let quiet = 0; quiet < 10; quiet += 1) {
      const [key, timer] = next() ?? []
      const isDue = timer !== undefined && timer.due <= performance.now()
      if (isDue) fire(key)
      if (isDue || isWaiting()) quiet = 0
      if (isStarting()) started = now()
      if (now() - started > longestAnswer) stuckOnDisk = askedOfDisk()
      for (const [late, longest] of patience) if (now() - started > longest) givenUp.add(late)
      if (now() - started > 2 * longestCall) return
      await (isWaiting() ? moment() : turn())
    }
  }

  main.movedTime = {
    unanswered,
    timers: () => [
      ...[...timers.values()].map(({ due, setAt }) => ({
        within: due - performance.now(),
        repeats: false,
        setAt,
      })),
      ...repeated.values(),
    ],
    async settled() {
      givenUp.clear()
      stuckOnDisk = 0
      await settled()
      return unansweredRequests()
    },
    async stand() {
      await turn()
      const ran = runningSince !== Infinity
      moved = passed()
      runningSince = Infinity
      rearm()
      return ran
    },
    async untilNext(most) {
      await turn()
      const due = next()?.[1].due ?? Infinity
      const step = Math.min(most, Math.max(0, Math.ceil(due - performance.now())))
      return step > 0 || due <= performance.now() ? step : null
    },
    async move(by) {
      moved += by
      await settled()
      return unansweredRequests()
    },
    async letRun() {
      await turn()
      runningSince = Math.min(runningSince, now())
      rearm()
    },
    async sleep(by) {
      await turn()
      powerMonitor.emit('suspend')
      slept += by
      powerMonitor.emit('resume')
    },
  }
  return main.movedTime
}
