import type { Simulator } from '../../simulator/server.ts'
import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import type { TrayItem } from '../world/tray-item.ts'
import type { ShownKeychain } from './shown-keychain.ts'

export const signedIn = 'Signed in as Ada Lovelace'
export const untilQuit = 'Signed in until you quit'
export const locked = 'Your keychain is locked'
export const guarded = 'Your keychain lets Latchkey in only if you allow it'
export const noneOpen = 'Your keychain has no open keyring for Latchkey'
export const asking = 'Waiting for your keychain’s answer…'
const gone = 'Your sign-in is gone from your keychain'
const missing = 'This computer has no keychain'
const kept = 'Your sign-in is in your system keychain'

/** What is so, as the keychain itself and plex.tv have it. */
interface Facts {
  readonly isLocked: boolean
  readonly questions: number
  /** Undefined where only an answer of its owner would tell. */
  readonly token: string | null | undefined
  /** Tokens that sign somebody in. */
  readonly alive: readonly string[]
}

/** What has to be so for the app to say this. */
const meanings: Readonly<Record<string, (is: Facts) => boolean>> = {
  [locked]: ({ isLocked }) => isLocked,
  [guarded]: ({ isLocked, token }) => !isLocked && token !== null,
  [asking]: ({ questions }) => questions > 0,
  [untilQuit]: ({ token, alive }) => token === undefined || token === null || !alive.includes(token),
  [kept]: ({ token, alive }) => token === undefined || (token !== null && alive.includes(token)),
  [gone]: ({ token }) => token === null,
  [noneOpen]: () => false,
  [missing]: () => false,
}

interface Shown {
  readonly app: RunningApp
  readonly keychain: ShownKeychain
  readonly tray: TrayItem
  readonly simulator: Simulator
}

/** Whether everything that tray and window say of the keychain is so. */
export async function tellsTheTruth({ app, keychain, tray, simulator }: Shown): Promise<void> {
  await eventually('nothing but the truth', async () => {
    const isLocked = await keychain.isLocked()
    const facts: Facts = {
      isLocked,
      questions: await keychain.questions(),
      // A question may also be about what is open.
      token: isLocked ? undefined : await keychain.token(),
      alive: simulator.tokens().flatMap(one => (one.alive ? [one.token] : [])),
    }
    const text = await shownBy({ app, tray })
    const wrong = Object.keys(meanings).filter(
      said => text.includes(said) && meanings[said]?.(facts) !== true,
    )
    if (wrong.length > 0)
      throw new Error(`${wrong.join(', ')} is not so: ${JSON.stringify({ ...facts, text })}`)
    return true
  })
}

async function shownBy({ app, tray }: Pick<Shown, 'app' | 'tray'>): Promise<string> {
  const labels = (await tray.labels()).join('\n')
  if ((await app.windowCount()) === 0) return labels
  return `${labels}\n${await (await app.window()).locator('body').innerText()}`
}

/** Says yes to every question until the app says this. */
export const agreeUntil = (
  label: string,
  { keychain, tray }: Pick<Shown, 'keychain' | 'tray'>,
): Promise<unknown> =>
  eventually(
    label,
    async () => {
      if ((await keychain.questions()) > 0) await keychain.agree()
      return (await tray.labels()).includes(label)
    },
    { within: 30_000, every: 200, seen: () => tray.labels() },
  )
