import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Makes the next program the first on its screen that uses GTK, as after a login to GNOME or Plasma. HAZARD: the first
 * one loads the graphics driver to choose a visual, and stores the choice on the screen for all others (GTK 3,
 * gdkvisual-x11.c).
 */
export async function forgetVisuals(environment: NodeJS.ProcessEnv): Promise<void> {
  await promisify(execFile)('xprop', ['-root', '-remove', 'GDK_VISUALS'], { env: environment })
}
