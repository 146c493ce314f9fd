import type { Snapshot } from '../../../common/contract.ts'
import type { Text } from '../../../common/text.ts'
import { failed, type Finding, ok, warning } from './finding.ts'

/** What runs here. */
export type Program = Readonly<Record<'version' | 'electron' | 'chrome' | 'node' | 'system', string>>

export const judgeProgram = (text: Text, program: Program): Finding => ok(text('doctor.program', program))

export const judgeSandbox = (text: Text, isOn: boolean): Finding =>
  isOn ? ok(text('doctor.sandbox.on')) : warning(text('doctor.sandbox.off'), text('doctor.sandbox.offNext'))

/** `none`: it cannot be joined. */
export type Bus = 'there' | 'none' | 'silent'

export const judgeBus = (text: Text, bus: Bus): Finding =>
  bus === 'there'
    ? ok(text('doctor.bus.there'))
    : failed(text(`doctor.bus.${bus}`), text(`doctor.bus.${bus}Next`))

/**
 * Where the icon is, or why it is not. `no-watcher`: nothing on this desktop shows icons. `no-panel`: something would,
 * but has no panel. `untold`: this system does not say.
 */
export type TrayState = 'there' | 'no-display' | 'no-watcher' | 'no-panel' | 'no-bus' | 'silent' | 'untold'

export const judgeTray = (text: Text, tray: TrayState): Finding =>
  tray === 'there' || tray === 'no-display'
    ? ok(text(`doctor.tray.${tray}`))
    : warning(text(`doctor.tray.${tray}`), text(`doctor.trayNext.${tray}`))

/** Null where this copy cannot be started at login, and nothing is to be said of it. */
export function judgeLogin(text: Text, state: Snapshot['launchAtLogin']): Finding | null {
  if (state === 'unavailable') return null
  if (state === 'on' || state === 'off') return ok(text(`doctor.login.${state}`))
  const said = text('doctor.loginOther', { state: text(`tray.launchAtLoginHint.${state}`) })
  return state === 'by-hand' ? ok(said) : warning(said, text('doctor.login.next'))
}

/** `nothing`: it is not there yet, and could be made. */
export type FileState = 'well' | 'nothing' | 'unreadable' | 'unwritable' | 'senseless' | 'silent'

export interface OwnFile {
  readonly name: string
  readonly state: FileState
}

export function judgeFiles(text: Text, folder: string, files: readonly OwnFile[]): Finding {
  const worst = (['silent', 'unreadable', 'unwritable', 'senseless'] as const).find(one =>
    files.some(({ state }) => state === one),
  )
  if (worst === undefined) return ok(text('doctor.files.well'))
  const names = files.filter(({ state }) => state === worst).map(({ name }) => name)
  return failed(
    text(`doctor.files.${worst}`, { files: text.list(names) }),
    text('doctor.filesNext', { folder }),
  )
}
