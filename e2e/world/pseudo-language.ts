import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { createText, type Language, type Messages, type Text } from '../../common/text.ts'
import type { LaunchOptions } from './launch.ts'
import { linkAll } from './link-all.ts'
import { repository } from './runtime.ts'

/** A copy of the built app with a made-up language, and a system that prefers it. */
export interface PseudoLanguage {
  readonly launch: LaunchOptions & { readonly app: string }
  /** What the app says in it. */
  readonly text: Text
  /** The folder with the app's languages. */
  readonly folder: string
  remove(): Promise<void>
}

const writer = path.join(repository, 'scripts/build/write-pseudo-language.mjs')

const LANGUAGE = 'en-XA'
/** The same, in the place of a language whose lines begin at the right, which can be chosen. */
const MIRRORED = 'ar'

/** Copies the built app and adds the language. */
export async function addPseudoLanguage(): Promise<PseudoLanguage> {
  // Beside the build: hard links do not cross file systems, and keytar is found from here.
  const parent = path.join(repository, '.cache/pseudo-language')
  await mkdir(parent, { recursive: true })
  const copy = await mkdtemp(path.join(parent, 'copy-'))
  await copyFile(path.join(repository, 'package.json'), path.join(copy, 'package.json'))
  await linkAll(path.join(repository, 'dist'), path.join(copy, 'dist'))
  const folder = path.join(copy, 'dist/text')
  await promisify(execFile)(process.execPath, [
    writer,
    path.join(folder, LANGUAGE),
    path.join(folder, MIRRORED),
  ])
  return {
    launch: { app: copy, environment: { LANGUAGE } },
    text: await textIn(path.join(folder, LANGUAGE)),
    folder,
    remove: () => rm(copy, { recursive: true }),
  }
}

/** All that the app says in a language, which it never has loaded together. */
export async function textIn(folder: string): Promise<Text> {
  const parts = (await readdir(folder)).map(part => {
    const file = path.join(folder, part)
    return createRequire(file)(file) as Language
  })
  const messages = Object.assign({}, ...parts.map(part => part.messages)) as Messages
  return createText({ language: path.basename(folder), messages })
}
