import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { createText, type Language, type Text } from '../../common/text.ts'
import type { LaunchOptions } from './launch.ts'
import { linkAll } from './link-all.ts'
import { repository } from './runtime.ts'

/** A copy of the built app with a made-up language, and a system that prefers it. */
export interface PseudoLanguage {
  readonly launch: LaunchOptions
  /** What the app says in it. */
  readonly text: Text
  /** The folder with the app's languages. */
  readonly folder: string
  remove(): Promise<void>
}

const LANGUAGE = 'en-XA'
const writer = path.join(repository, 'scripts/build/write-pseudo-language.mjs')

/** Copies the built app and adds the language. */
export async function addPseudoLanguage(): Promise<PseudoLanguage> {
  // Beside the build: hard links do not cross file systems, and keytar is found from here.
  const parent = path.join(repository, '.cache/pseudo-language')
  await mkdir(parent, { recursive: true })
  const copy = await mkdtemp(path.join(parent, 'copy-'))
  await copyFile(path.join(repository, 'package.json'), path.join(copy, 'package.json'))
  await linkAll(path.join(repository, 'dist'), path.join(copy, 'dist'))
  const folder = path.join(copy, 'dist/text')
  const file = path.join(folder, `${LANGUAGE}.js`)
  await promisify(execFile)(process.execPath, [writer, file])
  return {
    launch: { app: copy, environment: { LANGUAGE } },
    text: createText(createRequire(file)(file) as Language),
    folder,
    remove: () => rm(copy, { recursive: true }),
  }
}
