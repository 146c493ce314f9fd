import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sandboxSwitches } from '../../scripts/run/sandbox.mjs'
import type { Desktop } from './desktop.ts'
import type { Owner } from './owner.ts'
import { readRuntime, repository } from './runtime.ts'

export interface LaunchOptions {
  /** Switches and arguments after the app's own. */
  readonly arguments?: readonly string[]
  /** Switches for the runtime in development, which the app itself refuses. */
  readonly runtimeArguments?: readonly string[]
  /** Whether the system starts it at login; a second start is always by a person. */
  readonly atLogin?: boolean
  readonly environment?: Readonly<Record<string, string>>
  /** Where hosts lead instead of to the simulator: `127.0.0.1:PORT`, or `~NOTFOUND`. */
  readonly hosts?: Readonly<Record<string, string>>
  /** A CommonJS module that the main process loads before the app; not for a packaged one. */
  readonly preload?: string
  /** The app for the runtime, if not the repository. */
  readonly app?: string
  /** A packaged app to start in place of the runtime with the repository. */
  readonly executable?: string
}

export interface Launch {
  readonly executable: string
  /** A script that becomes the executable, and also writes all output to a file. */
  readonly launcher: string
  readonly outputFile: string
  readonly commandLine: readonly string[]
  /** Switches without which Chromium cannot start here, as root or without user namespaces. */
  readonly sandboxSwitches: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const plexHosts = ['plex.tv', 'clients.plex.tv', 'www.plex.tv', 'app.plex.tv']

/** Works out how to start the app on this desktop. */
export async function prepareLaunch(
  desktop: Desktop,
  port: number,
  options: LaunchOptions = {},
): Promise<Launch> {
  const executable = options.executable ?? (await readRuntime()).executable
  const outputFile = path.join(desktop.home, `output-${randomUUID()}.txt`)
  return {
    executable,
    launcher: await writeLauncher(executable, outputFile, desktop.owner),
    outputFile,
    commandLine: createCommandLine(port, options),
    // For an ordinary user it is started as they would: if it has no sandbox then, that is a defect.
    sandboxSwitches: desktop.owner === null ? (await sandboxSwitches(path.dirname(executable))).switches : [],
    environment: { ...desktop.environment, ...options.environment },
  }
}

// Playwright gives us the process only when it has started, and what it wrote before would be lost. setpriv: a killed
// test runner leaves no app behind.
async function writeLauncher(executable: string, outputFile: string, owner: Owner | null): Promise<string> {
  const asOwner = owner === null ? '' : `--reuid ${owner.uid} --regid ${owner.gid} --clear-groups `
  const launcher = `${outputFile}.launcher`
  const script = `#!/bin/bash
exec setpriv ${asOwner}--pdeathsig KILL '${executable}' "$@" > >(exec tee -a '${outputFile}') 2> >(exec tee -a '${outputFile}' >&2)
`
  await writeFile(outputFile, '')
  await writeFile(launcher, script, { mode: 0o755 })
  return launcher
}

/** The switch with which plex.tv is at this port, and every other host nowhere. */
export function mappedHosts(port: number, others: LaunchOptions['hosts'] = {}): string {
  const hosts = { ...Object.fromEntries(plexHosts.map(host => [host, `127.0.0.1:${port}`])), ...others }
  const rules = Object.entries(hosts).map(([host, target]) => `MAP ${host} ${target}`)
  return `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`
}

function createCommandLine(port: number, options: LaunchOptions): string[] {
  return [
    ...(options.runtimeArguments ?? []),
    ...(options.preload === undefined ? [] : ['-r', options.preload]),
    ...(options.executable === undefined ? [options.app ?? repository] : []),
    mappedHosts(port, options.hosts),
    '--force-device-scale-factor=1',
    ...(options.arguments ?? []),
  ]
}
