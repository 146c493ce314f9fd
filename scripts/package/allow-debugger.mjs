/**
 * Lets a debugger into an unpacked app, into main and so into its pages, unlike in a release. For tests only.
 * @param {string} executable
 */
export async function allowDebugger(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
