import type { Ending, SignedInAnswer } from '../../common/access-answers.ts'
import { currentWatch } from '../attempt/state.ts'
import { linkPage } from '../plex/links.ts'
import { isToldOfNoKeychain, stage } from '../sign-in/state.ts'
import type { Call } from './connection.ts'
import { done, refused, troubled } from './ending.ts'
import { createNews } from './news.ts'
import type { Parts } from './parts.ts'
import { restored } from './settled.ts'

/** How long a sign-in has to begin, or to go from a token to an account. */
const BEGUN_WITHIN_MS = 5_000
const NAMED_WITHIN_MS = 10_000

/**
 * Signs in, with the code told as it changes. Where a sign-in is under way, this is that one: it is cancelled with its
 * caller only if it began with it.
 */
export async function signIn(
  parts: Parts,
  { open }: { readonly open: boolean },
  call: Call,
): Promise<Ending> {
  await restored(parts, call)
  const { services, until, clock } = parts
  const now = () => stage(services.signIn.state())
  const isBegun = () => now().kind !== 'signed-out'
  if (now().kind === 'signing-out')
    await until(() => (now().kind === 'signing-out' ? undefined : true), {
      gone: call.gone,
      withinMs: BEGUN_WITHIN_MS,
    })
  const isOurs = !isBegun()
  if (isOurs) {
    const isToldOf = () => isToldOfNoKeychain(services.signIn.state())
    const wasToldOf = isToldOf()
    services.signIn.start()
    // Where there is no keychain, that is said first, and the next start goes on without.
    const isOn = () => (isBegun() || (isToldOf() && !wasToldOf) ? true : undefined)
    await until(isOn, { gone: call.gone, withinMs: BEGUN_WITHIN_MS })
  }
  const { epoch } = services.signIn.state().attempts
  const cancel = () => {
    const { attempts } = services.signIn.state()
    if (isOurs && !parts.isQuitting() && attempts.attempt !== null && attempts.epoch === epoch)
      services.signIn.cancel()
  }
  call.gone.addEventListener('abort', cancel)
  if (call.gone.aborted) cancel()
  const news = createNews(call.tell, clock)
  let isOpened = !open
  const step = (): Ending | undefined => {
    const state = services.signIn.state()
    const is = stage(state)
    switch (is.kind) {
      case 'signed-in':
        return done(null)
      case 'signed-out':
        return is.problem === null ? refused('signed-out') : troubled(is.problem)
      case 'awaiting-approval': {
        const watch = currentWatch(state.attempts)
        if (watch === undefined) return undefined
        const { pin, trouble, deadline } = watch
        const link = linkPage(pin.code)
        const problem = trouble?.problem ?? null
        const remainingMs = Math.max(0, deadline - clock.now())
        news({ progress: 'code', code: pin.code, link, remainingMs, problem })
        if (!isOpened) parts.openPage(link)
        isOpened = true
        return undefined
      }
      default: {
        const problem = 'trouble' in is ? (is.trouble?.problem ?? null) : null
        news({ progress: 'waiting', problem })
        return undefined
      }
    }
  }
  const ending = await until(step, { gone: call.gone })
  call.gone.removeEventListener('abort', cancel)
  if (ending?.end !== 'done') return ending ?? refused('failed')
  return named(parts, call)
}

/** Whose sign-in it is, once plex.tv has said. */
async function named({ services, until }: Parts, { gone }: Call): Promise<Ending> {
  const session = () => {
    const now = stage(services.signIn.state())
    return now.kind === 'signed-in' ? now : undefined
  }
  const isNamed = () => (session()?.account === null ? undefined : true)
  await until(isNamed, { gone, withinMs: NAMED_WITHIN_MS })
  const found = session()
  if (found === undefined) return refused('signed-out')
  const data: SignedInAnswer = {
    account: found.account && { name: found.account.name },
    kept: found.kept === 'keychain' ? 'keychain' : 'memory',
  }
  return done(data)
}
