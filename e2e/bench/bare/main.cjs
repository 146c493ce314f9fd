// Electron with one tray and nothing else: what every Electron tray app has to pay.
const { app, BrowserWindow, Menu, Tray } = require('electron')
const path = require('node:path')

let tray
Menu.setApplicationMenu(null)
app.on('window-all-closed', () => {})
void app.whenReady().then(() => {
  tray = new Tray(path.join(__dirname, '../../../build/tray/signed-out.png'))
  tray.on(
    'click',
    () => void new BrowserWindow({ width: 420, height: 640 }).loadFile(path.join(__dirname, 'page.html')),
  )
})
