import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// What Electron's own default app does when it is given a folder, which the npm-carried runtime lacks:
// https://github.com/electron/electron/blob/v33.2.1/default_app/main.ts
// The app's code is awaited: Electron holds back `ready` until this module is done.

function parseArguments(values) {
  const preloads = []
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (value === '-v' || value === '--version') return { preloads, version: true }
    if (value === '-r' || value === '--require') {
      index += 1
      preloads.push(values[index])
    } else if (!value.startsWith('-')) {
      return { preloads, folder: value }
    }
  }
  return { preloads }
}

function describeApplication(folder) {
  const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.setName(description.productName ?? description.name ?? app.getName())
  app.setDesktopName(description.desktopName ?? `${app.getName()}.desktop`)
}

async function loadApplication(folder) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const absolute = path.resolve(folder)
  const isPackage = existsSync(path.join(absolute, 'package.json'))
  if (isPackage) describeApplication(absolute)
  const main = Module._resolveFilename(absolute, null, true)
  app.setAppPath(isPackage ? absolute : path.dirname(main))
  await import(pathToFileURL(main).href)
}

const { preloads, folder, version } = parseArguments(process.argv.slice(1))
if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
} else if (folder === undefined) {
  console.error('Usage: electron [-r module] folder [arguments]')
  process.exit(1)
} else {
  if (preloads.length > 0) Module._preloadModules(preloads)
  try {
    await loadApplication(folder)
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
}
