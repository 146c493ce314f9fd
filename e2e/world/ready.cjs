// Loaded by the app's main process before the app. Playwright has `ready` come about in a call of the inspector, which can
// be in the middle of other code, even where Node has just seen that no tick is scheduled: one that the app schedules
// right there does not run, nor does any after it, and every stream stands still. So the app goes on in a turn of its own.
const { app, utilityProcess } = require('electron')

const ready = app.whenReady.bind(app)
app.whenReady = async () => {
  const event = await ready()
  await new Promise(resolve => void setImmediate(resolve))
  return event
}

// For who takes time over: what was asked before is to be answered in the time that passes.
const fork = utilityProcess.fork.bind(utilityProcess)
globalThis.forked = new Set()
utilityProcess.fork = (...given) => {
  const child = fork(...given)
  globalThis.forked.add(child)
  child.once('exit', () => globalThis.forked.delete(child))
  return child
}
