import { net } from 'electron'
import { dirname, join } from 'node:path'
import { promises as plainFiles } from 'original-fs'
import { createRevoker } from './account/revoker.ts'
import { createServers } from './account/servers.ts'
import { createSessionRecord } from './account/session-record.ts'
import { systemClock } from './clock.ts'
import { describeInstallation } from './installation.ts'
import type { FileWork } from './files/file-work.ts'
import { createOwnFiles } from './files/own-files.ts'
import type { Log } from './log.ts'
import { createNetworkWatch } from './network.ts'
import { createPlexApi } from './plex/api.ts'
import { plexHeaders } from './plex/headers.ts'
import { createLocalClock } from './plex/local-clock.ts'
import { plexNetwork } from './plex/network.ts'
import { createProxyLogin } from './plex/proxy-login.ts'
import { createProxyQuestion } from './plex/proxy-question.ts'
import { isRefused } from './plex/try-proxy-login.ts'
import type { AskSessionBus } from './session-bus/port.ts'
import type { SettingsFile } from './settings/file.ts'
import { createSignIn } from './sign-in/service.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { keychainEnvironment } from './vault/environment.ts'
import { keychainHere } from './vault/here.ts'
import { createKeychainVault } from './vault/keychain.ts'
import { createIsOpen, createKeychainMood } from './vault/mood.ts'
import { createKeychainProcess } from './vault/process.ts'
import { createSecretService } from './vault/secret-service.ts'
import { believedWhenSeen, createIsThere } from './vault/seen.ts'
import { startProcess } from './vault/start-process.ts'
import { createUnfinished } from './vault/unfinished.ts'
import { createKeychainWatch } from './vault/watch.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly log: Log
  readonly settings: SettingsFile
  readonly work: FileWork
  /** Resolves when the tray needs the processor no more: nothing of the keychain is touched before. */
  readonly trayIsOut: Promise<void>
  /** Asks somebody on the session bus, on Linux. */
  readonly ask: AskSessionBus
  /** Told when a revocation was owed for too long. */
  readonly givenUp: () => void
}

export type Services = ReturnType<typeof createServices>

/** Everything below the tray and the window: the settings, the keychain, plex.tv and the sign-in over them. */
export function createServices({ files, log, settings, work, trayIsOut, ask, givenUp }: Options) {
  const installation = describeInstallation(settings.get().clientIdentifier)
  const { platform } = process
  const keytar = platform === 'linux' ? keychainProcess(files, work) : keychainHere
  const secretService = createSecretService(ask)
  const isLoadable = () => trayIsOut.then(() => keytar.isLoadable())
  const mood = createKeychainMood({ platform, isLoadable, secretService })
  const isOpen = createIsOpen({ platform, mood })
  const isThere = createIsThere({ platform, mood, secretService })
  const keychain = createKeychainCalls({
    clock: systemClock,
    open: async () => believedWhenSeen(await trayIsOut.then(keytar.open), isThere),
    whyLate: keytar.whyLate,
  })
  /** What was asked may be answered for so many milliseconds; whether this process can end then. */
  const closeKeychain = async (ms: number) => {
    const answered = await keychain.close(ms)
    return (await keytar.end()) || answered
  }
  const vault = createKeychainVault({
    calls: keychain,
    isOpen,
    mood,
    keptAfterAll: () => signIn.keptAfterAll(),
    hint: { get: () => settings.get().tokenStored, set: tokenStored => settings.set({ tokenStored }) },
  })
  const unfinished = createUnfinished({
    calls: keychain,
    isOpen,
    mood,
    hint: {
      get: () => settings.get().unfinishedStored,
      set: unfinishedStored => settings.set({ unfinishedStored }),
    },
  })
  const userAgent = `Latchkey/${installation.version}`
  const headers = plexHeaders(installation)
  const proxyLogin = createProxyLogin({ environment: process.env, clock: systemClock })
  const proxyQuestion = createProxyQuestion({
    isRefused: (proxy, login) => isRefused({ userAgent, headers }, proxy, login),
    keep: proxyLogin.keep,
    answered() {
      signIn.unblocked()
      servers.unblocked()
      revoker.tryNow()
    },
  })
  const api = createPlexApi({
    network: plexNetwork(userAgent, work, request =>
      proxyLogin.answer(request, (...asking) => proxyQuestion.unanswered(...asking)),
    ),
    headers,
    localClock: createLocalClock(systemClock),
  })
  const observe = (what: string, problem?: unknown) =>
    problem === undefined ? log.info(what) : log.warn(what, problem)
  const revoker = createRevoker({
    api,
    unfinished,
    clock: systemClock,
    givenUp,
    observe,
  })
  const session = createSessionRecord(settings, systemClock)
  const signIn = createSignIn({
    api,
    vault,
    unfinished,
    owe: revoker.owe,
    clock: systemClock,
    record: session,
    isKeychainMissing: async () => (await mood()) === 'absent',
    observe,
  })
  const servers = createServers({ api, vault, observe, doubted: signIn.doubted })
  const keychainWatch = createKeychainWatch({
    mood,
    clock: systemClock,
    wanted: signIn.wantsKeychain,
    opened: signIn.keychainOpened,
  })
  const networkWatch = createNetworkWatch({
    isOnline: () => net.isOnline(),
    clock: systemClock,
    back: () => {
      signIn.resumed()
      revoker.tryNow()
    },
  })

  return {
    settings,
    installation,
    session,
    signIn,
    revoker,
    servers,
    proxyLogin,
    proxyQuestion,
    keychainWatch,
    networkWatch,
    /** Reads what an earlier run left. */
    launch() {
      unfinished.whenLoaded(() => revoker.tryNow())
      signIn.launched()
    },
    closeKeychain,
    /** Finishes what must not be lost; resolves with whether this process can end by itself. */
    async dispose(): Promise<boolean> {
      revoker.dispose()
      servers.dispose()
      keychainWatch.dispose()
      networkWatch.dispose()
      await signIn.dispose()
      return closeKeychain(1_000)
    },
  }
}

function keychainProcess(files: string, work: FileWork) {
  const file = join(files, 'keychain.cjs')
  const native = join(files, '../node_modules/keytar/build/Release/keytar.node')
  const own = createOwnFiles({
    folder: dirname(process.execPath),
    others: [file.replace(/(\.asar)\/.*$/, '$1'), native.replace(/\.asar(?=\/)/, '$&.unpacked')],
    files: plainFiles,
    work,
  })
  return createKeychainProcess({
    start() {
      own.remember()
      return startProcess(file, keychainEnvironment(process.env, process.getuid?.() ?? 0))
    },
    isChanged: () => own.areChanged(),
    clock: systemClock,
  })
}
