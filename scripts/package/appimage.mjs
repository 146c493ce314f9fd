import { copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allowDebugger } from './allow-debugger.mjs'
import { requireAppStarts } from './app-starts.mjs'
import { run, which } from '../shared/command.mjs'
import { packages } from './electron-builder.mjs'
import { cache } from '../shared/paths.mjs'
import { Problem, say } from '../shared/say.mjs'

/** @import { Configuration } from 'electron-builder' */

const desktopName = 'app.latchkey.latchkey.desktop'

/** @param {string} name */
function requireProgram(name) {
  const path = which(name)
  if (path === undefined) throw new Problem(`${name} is not on PATH`)
  return path
}

/**
 * electron-builder's layout of AppImage tools. Source: app-builder-lib/out/toolsets/linux.js, getAppImageTools.
 * @param {string} folder
 */
async function writeTools(folder) {
  await mkdir(join(folder, 'runtimes'), { recursive: true })
  await mkdir(join(folder, 'lib', 'x64'), { recursive: true })
  // Any program will do: nobody starts it.
  await copyFile('/bin/true', join(folder, 'runtimes', 'runtime-x64'))
  await symlink(requireProgram('desktop-file-validate'), join(folder, 'desktop-file-validate'))
  const quick = `#!/bin/sh\nexec ${requireProgram('mksquashfs')} "$@" -Xcompression-level 1\n`
  await writeFile(join(folder, 'mksquashfs'), quick, { mode: 0o755 })
  return join(folder, 'runtimes', 'runtime-x64')
}

/** @param {string} command @param {readonly string[]} args */
async function requireRun(command, args) {
  const { code, output } = await run(command, args, { capture: true })
  if (code !== 0) throw new Problem(`The AppImage's content: ${command} failed:\n${output.trim()}`)
}

/** @param {string} content */
async function requireFiles(content) {
  const found = await readdir(content)
  const missing = ['AppRun', 'Latchkey', desktopName, 'Latchkey.png', '.DirIcon', 'resources'].filter(
    name => !found.includes(name),
  )
  if (missing.length > 0) throw new Problem(`The AppImage's content: ${missing.join(', ')} missing`)
}

/**
 * Builds the AppImage around a dummy runtime, unpacks it, inspects it and starts the app; then deletes it, so that
 * nobody takes it for a real one.
 * @param {string} unpacked
 * @param {Configuration} config
 */
export async function checkAppImage(unpacked, config) {
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'appimage-'))
  try {
    const runtime = await writeTools(join(work, 'tools'))
    process.env['APPIMAGE_TOOLS_PATH'] = join(work, 'tools')
    const options = { targets: ['AppImage'], prepackaged: unpacked, output: join(work, 'output') }
    const [file = ''] = await packages('linux', config, options)
    const { size } = await stat(runtime)
    const megabytes = Math.round(((await stat(file)).size - size) / 1e6)
    const content = join(work, 'content')
    await requireRun('unsquashfs', [
      '-quiet',
      '-no-progress',
      '-offset',
      String(size),
      '-dest',
      content,
      file,
    ])
    await requireFiles(content)
    await requireRun('desktop-file-validate', [join(content, desktopName)])
    // A release cannot be asked about its window, so this throw-away copy lets a debugger in.
    await allowDebugger(join(content, 'Latchkey'))
    await requireAppStarts(join(content, 'AppRun'), { folder: content, home: join(work, 'home') })
    say(`Checked the AppImage's content: ${megabytes} MB quickly compressed; it is whole, and it starts`)
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 })
  }
}
