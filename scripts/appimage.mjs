import { copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allowDebugger } from './allow-debugger.mjs'
import { requireAppStarts } from './app-starts.mjs'
import { run, which } from './command.mjs'
import { packages } from './electron-builder.mjs'
import { cache } from './paths.mjs'
import { Problem, say } from './say.mjs'

const desktopName = 'app.latchkey.latchkey.desktop'

/** electron-builder's layout of AppImage tools. Source: app-builder-lib/out/toolsets/linux.js, getAppImageTools. */
async function writeTools(folder) {
  await mkdir(join(folder, 'runtimes'), { recursive: true })
  await mkdir(join(folder, 'lib', 'x64'), { recursive: true })
  // Any program: nobody starts it.
  await copyFile('/bin/true', join(folder, 'runtimes', 'runtime-x64'))
  await symlink(which('desktop-file-validate'), join(folder, 'desktop-file-validate'))
  const quick = `#!/bin/sh\nexec ${which('mksquashfs')} "$@" -Xcompression-level 1\n`
  await writeFile(join(folder, 'mksquashfs'), quick, { mode: 0o755 })
  return join(folder, 'runtimes', 'runtime-x64')
}

async function requireRun(command, args) {
  const { code, output } = await run(command, args, { capture: true })
  if (code !== 0) throw new Problem(`The AppImage's content: ${command} failed:\n${output.trim()}`)
}

async function requireFiles(content) {
  const found = await readdir(content)
  const missing = ['AppRun', 'Latchkey', desktopName, 'Latchkey.png', '.DirIcon', 'resources'].filter(
    name => !found.includes(name),
  )
  if (missing.length > 0) throw new Problem(`The AppImage's content: ${missing.join(', ')} missing`)
}

/**
 * Builds the AppImage around a program that cannot mount it, takes it apart, looks at it and starts it; then deletes it,
 * so that nobody takes it for one.
 */
export async function checkAppImage(unpacked, config) {
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'appimage-'))
  try {
    const runtime = await writeTools(join(work, 'tools'))
    process.env.APPIMAGE_TOOLS_PATH = join(work, 'tools')
    const options = { targets: ['AppImage'], prepackaged: unpacked, output: join(work, 'output') }
    const [file] = await packages('linux', config, options)
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
    // A release tells nobody of its window, and this copy of it is thrown away.
    await allowDebugger(join(content, 'Latchkey'))
    await requireAppStarts(join(content, 'AppRun'), { folder: content, home: join(work, 'home') })
    say(`Checked the AppImage's content: ${megabytes} MB quickly compressed; it is whole, and it starts`)
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 })
  }
}
