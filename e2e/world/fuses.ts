import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

const names = {
  runAsNode: FuseV1Options.RunAsNode,
  cookieEncryption: FuseV1Options.EnableCookieEncryption,
  nodeOptions: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  inspect: FuseV1Options.EnableNodeCliInspectArguments,
  asarIntegrity: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyAsar: FuseV1Options.OnlyLoadAppFromAsar,
  browserSnapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  filePrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
  wasmTrapHandlers: FuseV1Options.WasmTrapHandlers,
} as const

/** Reads the fuses that are burnt into an Electron executable; undefined for one that it does not have. */
export async function readFuses(
  executable: string,
): Promise<Readonly<Record<keyof typeof names, boolean | undefined>>> {
  const wire = await getCurrentFuseWire(executable)
  const states: Partial<Record<number, boolean>> = { [FuseState.ENABLE]: true, [FuseState.DISABLE]: false }
  const read = Object.entries(names).map(([name, fuse]) => [name, states[Number(wire[fuse])]])
  return Object.fromEntries(read) as Record<keyof typeof names, boolean | undefined>
}
