/**
 * Every option of the commands, with what it takes; null if it is there or not. No start of the app has one, so that a
 * command line with one is a command.
 *
 * HAZARD: Chromium follows every switch before a bare `--`, so none of these may have the name of one of Chromium's
 * (verbs.test.ts, chromium-names.ts).
 */
export const commandOptions = {
  for: 'NAME',
  as: 'PRESET',
  server: 'SERVER',
  once: null,
  'no-wait': null,
  header: null,
  show: null,
  open: null,
  keys: null,
  program: 'PATH',
  write: 'PATH',
  probe: null,
  json: null,
  help: null,
} as const satisfies Readonly<Record<string, string | null>>

export type OptionName = keyof typeof commandOptions
