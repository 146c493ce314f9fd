/**
 * What stands beside a text on a system's clipboard so that histories of it leave the text out.
 *
 * Windows: learn.microsoft.com/windows/win32/dataxchg/clipboard-formats (a DWORD of 0 is no). macOS: nspasteboard.org,
 * which programs have agreed on. Linux: KDE's, which other clipboard managers know too (phabricator.kde.org/D12539).
 */
const marks: Partial<Record<NodeJS.Platform, Readonly<Record<string, string>>>> = {
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
  darwin: { 'org.nspasteboard.ConcealedType': 'concealed' },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
}

/** What Electron writes in one go, by its names of formats: electronjs.org/docs/latest/api/clipboard. */
export const withMarks = (text: string, platform: NodeJS.Platform): Record<string, string> => ({
  'text/plain': text,
  ...Object.fromEntries(
    Object.entries(marks[platform] ?? {}).map(([format, value]) => [
      `electron application/osclipboard;format="${format}"`,
      value,
    ]),
  ),
})
