// Loaded by the app's main process before the app. Playwright has `ready` come about in a call of the inspector, which can
// be in the middle of other code, even where Node has just seen that no tick is scheduled: one that the app schedules
// right there does not run, nor does any after it, and every stream stands still. So the app goes on in a turn of its own.
const { app } = require('electron')

const ready = app.whenReady.bind(app)
app.whenReady = async () => {
  const event = await ready()
  await new Promise(resolve => void setImmediate(resolve))
  return event
}
