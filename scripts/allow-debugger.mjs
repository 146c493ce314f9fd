/** Lets a debugger into an unpacked app, as no release does: into main, and so into its pages. For tests alone. */
export async function allowDebugger(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
