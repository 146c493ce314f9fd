import { app } from 'electron'

/** Passed by a command that found no app: it ends some time after the last command, unless a person uses it. */
export const FOR_COMMANDS = '--for-commands'

/** Whether it draws on no screen, so that nobody can see its windows. */
export const isHeadless = (): boolean => app.commandLine.getSwitchValue('ozone-platform') === 'headless'
