import { app } from 'electron'
import { SHOWN_BY } from './screen-reader.ts'

/** Whether programs that assist a person can press the buttons of the page: then a press need not be input to the window. */
export const isAssisted = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean =>
  platform === 'linux'
    ? SHOWN_BY.some(name => environment[name] === '1')
    : app.getAccessibilitySupportFeatures().includes('webContents')
