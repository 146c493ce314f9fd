import { app } from 'electron'

/**
 * Keeps GTK from loading the graphics driver into main, where nothing is drawn: it would only choose a visual for GL
 * windows (gdkvisual-x11.c), and take 25 MB for that if the driver comes with LLVM. Call it before `ready`. Electron 44
 * and later do it themselves (electron_browser_main_parts.cc).
 */
export function loadNoGraphicsDriver() {
  if (process.platform !== 'linux' || process.env['GDK_GL'] !== undefined) return
  if (Number.parseInt(process.versions.electron, 10) >= 44) return
  process.env['GDK_GL'] = 'disable'
  // GTK has read it by then, and the browser that opens a link should have its driver.
  void app.whenReady().then(() => delete process.env['GDK_GL'])
}

/**
 * HAZARD: Chromium ends the app when its graphics process has died six times within a few minutes
 * (gpu_data_manager_impl_private.cc, `IntentionallyCrashBrowserForUnusableGpuProcess`). Before `ready`.
 */
export const outliveDrawing = () => app.commandLine.appendSwitch('disable-gpu-process-crash-limit')
