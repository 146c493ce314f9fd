import { app, dialog } from 'electron'
import { join } from 'node:path'

/** Asks the person for a place for a new file; null if they want none. */
export async function chooseFile(name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('home'), name),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  return canceled || filePath === '' ? null : filePath
}
