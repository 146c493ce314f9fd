import { win32 } from 'node:path'
import type { Environment } from '../common/given-environment.ts'
import { MARK } from './command-file.ts'

/**
 * The command on Windows: in the folder that is on each person's PATH. Not tried there. Source:
 * learn.microsoft.com/windows/apps/desktop/modernize/desktop-to-uwp-extensions, "app execution alias", names the folder.
 */
export function windowsCommand(
  program: string,
  { PORTABLE_EXECUTABLE_FILE, LOCALAPPDATA = '' }: Environment,
): { readonly path: string; readonly content: string } {
  // The portable build unpacks itself anew at each start.
  const started = (PORTABLE_EXECUTABLE_FILE ?? program).replaceAll('%', '%%')
  return {
    path: win32.join(LOCALAPPDATA, 'Microsoft', 'WindowsApps', 'latchkey.cmd'),
    content: `@rem ${MARK}\r\n@"${started}" --log-level=3 %*\r\n`,
  }
}
