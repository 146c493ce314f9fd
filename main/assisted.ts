import { app } from 'electron'
import { SHOWN_BY } from './platform/screen-reader.ts'

/** Whether assistive programs can press the page's buttons: then a press need not be input to the window. */
export const isAssisted = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean =>
  platform === 'linux'
    ? SHOWN_BY.some(name => environment[name] === '1')
    : app.getAccessibilitySupportFeatures().includes('webContents')
