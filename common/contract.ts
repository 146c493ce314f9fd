import * as v from 'valibot'
import { AccessAnswer } from './asking-program.ts'
import { FilePath } from './file-path.ts'
import type { OfCommands } from './names.ts'
import { PreferencesChange } from './preferences.ts'
import { ProxyLogin } from './proxy.ts'
import { KeyId, SessionId } from './ids.ts'
import { CopiedKey, CopyKey, KeyAddresses, NewKey, ShownKey } from './keys.ts'
import { Answer } from './question.ts'
import { Line, Server } from './sign-in-view.ts'
import { Snapshot } from './snapshot.ts'
import { Copied, Examined, Saved } from './doctor.ts'
import { LogShown } from './log-shown.ts'

export { Snapshot }

/**
 * What a command needs to be served: a `press` of the person, one for each command; or just the `page`, for commands
 * without an effect outside it and its window.
 */
export type At = 'press' | 'page'

const command = <const A extends v.GenericSchema>(argument: A, at: At = 'press') => ({ argument, at })

const question = <const A extends v.GenericSchema, const T extends v.GenericSchema>(
  argument: A,
  answer: T,
) => ({
  ...command(argument),
  answer,
})

/** What the contract says of a command. */
export interface Described {
  readonly argument: v.GenericSchema
  readonly at: At
  /** What it is answered with; nothing where there is none. */
  readonly answer?: v.GenericSchema
}

/** The whole boundary: commands go up, snapshots come down. */
export const contract = {
  snapshot: Snapshot,
  commands: {
    page: {
      /** Asks for the present snapshot. */
      attach: command(v.undefined(), 'page'),
      /** Makes the window as tall as the page is, in CSS pixels, as far as the screen has room. */
      fit: command(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 'page'),
    },
    signIn: {
      start: command(v.undefined()),
      cancel: command(v.undefined()),
      /** Polls, checks the sign-in or reads the keychain now instead of when it is due. */
      tryNow: command(v.undefined()),
      openLinkPage: command(v.undefined()),
      copyCode: command(v.undefined()),
    },
    session: {
      // Each is ignored unless it names the present session.
      signOut: command(SessionId),
      /** Signs out, and takes back all keys. */
      signOutWithKeys: command(SessionId),
      /** "Sign in again": revokes the token and the keys that were made since, and starts again. */
      disown: command(SessionId),
      refreshServers: command(SessionId),
      /** Opens a server from the session's list, by its `id`, in Plex's web app. */
      openServer: command(v.strictObject({ session: SessionId, id: Server.entries.id })),
      /** Opens the page of Plex's web app that lists the account's devices. */
      openAuthorizedDevices: command(v.undefined()),
    },
    keys: {
      /** Makes a key; ignored while another one is made, and where the name is another key's. */
      create: command(NewKey),
      /** Stops making that key. */
      cancel: command(KeyId),
      /** Makes another in the place of a dead one. */
      replace: command(KeyId),
      /** Ignored where the name is another key's. */
      rename: command(v.strictObject({ id: KeyId, name: Line })),
      revoke: command(KeyId),
      revokeAll: command(v.undefined()),
      /** Takes one off the list that cannot be taken back, or is dead. */
      forget: command(KeyId),
      /** From now on that program has to ask for the key again. */
      disallow: command(v.strictObject({ id: KeyId, path: FilePath })),
      show: question(KeyId, ShownKey),
      copy: question(CopyKey, CopiedKey),
      addresses: question(KeyId, KeyAddresses),
      /** For the code of the key that is being made. */
      openLinkPage: command(v.undefined()),
      copyCode: command(v.undefined()),
    },
    question: {
      /** Ignored unless that question is still open. */
      answer: command(Answer),
    },
    access: {
      /** Ignored unless that program still asks. */
      answer: command(AccessAnswer),
    },
    keychain: {
      /** Takes back the question that the keychain asks the person; does nothing where that cannot be done. */
      stopWaiting: command(v.undefined()),
    },
    proxy: {
      /** Tries what the person entered for the proxy that asks; does nothing for any other proxy. */
      answer: command(ProxyLogin),
    },
    preferences: {
      change: command(PreferencesChange),
    },
    doctor: {
      /** Looks at everything that a sign-in needs. */
      examine: question(v.undefined(), Examined),
      /** Asks where to, and writes there the report that was shown last. */
      save: question(v.undefined(), Saved),
      /** Looks again, and copies the report. */
      copy: question(v.undefined(), Copied),
      openLog: question(v.undefined(), LogShown),
      /** In its folder. */
      showLog: question(v.undefined(), LogShown),
    },
    app: {
      copyUnopenedPage: command(v.undefined()),
      dismissUnopenedPage: command(v.undefined()),
      dismissNotice: command(v.undefined()),
      setLaunchAtLogin: command(v.boolean()),
      /** Gives up the sign-in, all keys and what was chosen; ignored while not all of it is at hand. */
      reset: command(v.undefined()),
      /** Downloads the newer release, if there is one. */
      downloadUpdate: command(v.undefined()),
      closeWindow: command(v.undefined()),
      quit: command(v.undefined()),
    },
  },
} as const satisfies { snapshot: v.GenericSchema; commands: OfCommands<Described> }

type All = typeof contract.commands
type Call<C extends Described, Answer> =
  v.InferOutput<C['argument']> extends undefined
    ? () => Answer
    : (argument: v.InferOutput<C['argument']>) => Answer

/** Every command as a function of its argument; `Plain` is what those give back that are not answered. */
export type Commands<Plain> = {
  readonly [S in keyof All]: {
    readonly [N in keyof All[S]]: All[S][N] extends Described & { readonly answer: infer A }
      ? Call<All[S][N], A extends v.GenericSchema ? Promise<v.InferOutput<A>> : never>
      : All[S][N] extends Described
        ? Call<All[S][N], Plain>
        : never
  }
}

export interface Bridge extends Commands<Promise<void>> {
  readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void
}
