// Electron with one tray and nothing else: what every Electron tray app has to pay.
const { app, BrowserWindow, Menu, Tray } = require('electron')
const path = require('node:path')

// What fails here is no bare Electron, and the bench would wait for it.
process.on('unhandledRejection', error => {
  console.error(error)
  app.exit(1)
})

let tray
Menu.setApplicationMenu(null)
app.on('window-all-closed', () => {})
void app.whenReady().then(() => {
  tray = new Tray(path.join(__dirname, '../../../build/tray/signed-out-coloured-22.png'))
  tray.on(
    'click',
    () => void new BrowserWindow({ width: 420, height: 640 }).loadFile(path.join(__dirname, 'page.html')),
  )
})
