import type { RunningApp } from './app.ts'

/**
 * Runs a function in the page as its own script would. That is not a press, while Playwright's `evaluate` counts as
 * one.
 */
export const runInPage = <A, T>(
  { electron }: RunningApp,
  work: (argument: A) => T,
  argument: A,
): Promise<Awaited<T>> =>
  electron.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code),
    `(${String(work)})(${JSON.stringify(argument)})`,
  ) as Promise<Awaited<T>>
