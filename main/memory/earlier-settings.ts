import { lstatSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { keepAside } from '../files/keep-aside.ts'
import { type KeptFileOptions, openKeptFile } from '../files/kept-file.ts'
import { syncFolder } from '../files/sync-file.ts'
import { type Memory, newMemory } from './memory.ts'

const Stored = v.fallback(v.picklist(['yes', 'no', 'unknown']), 'unknown')
const Moment = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))), null)
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const known = {
  clientIdentifier: v.pipe(v.string(), v.uuid()),
  tokenStored: Stored,
  unfinishedStored: Stored,
  signedInAt: Moment,
  confirmedAt: Moment,
}

/** `settings.json` as releases wrote it before there was a `memory.json`. This must not change. */
const Settings = v.object({
  version: v.literal(1),
  ...known,
  computer: v.fallback(
    v.nullable(v.object({ salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), hash: Hash })),
    null,
  ),
  others: v.fallback(v.pipe(v.array(v.object({ hash: Hash, ...known })), v.maxLength(7)), []),
})

/** Sessions had no id then, and tokens no mark. */
const sessionless = { tokenSession: null, tokenMark: null, session: null }

function asMemory(text: string): Memory {
  const { version: _version, ...settings } = v.parse(Settings, JSON.parse(text))
  const others = settings.others.map(other => ({ ...sessionless, ...other }))
  return { ...newMemory(settings.clientIdentifier), ...settings, others }
}

type Options = Omit<KeptFileOptions<Memory>, 'path' | 'parse'> & { readonly folder: string }

const pathIn = (folder: string) => join(folder, 'settings.json')

/** Whether there is one of our own, as far as the disk tells: a link is the person's. */
export function hasEarlierSettings(folder: string): boolean {
  try {
    return !lstatSync(pathIn(folder)).isSymbolicLink()
  } catch {
    return false
  }
}

/** What an earlier release remembered, from `settings.json`. */
export async function openEarlierSettings({ folder, ...options }: Options) {
  const path = pathIn(folder)
  const { kind, content, text } = await openKeptFile({ ...options, path, parse: asMemory })
  return {
    kind,
    content,
    text,
    /**
     * Deletes the file once its content is in `memory.json`, or moves it aside if it could not be used. A link and its
     * target stay.
     */
    retire() {
      try {
        if (!hasEarlierSettings(folder)) return
        syncFolder(dirname(path))
        if (content === undefined) keepAside(path, 'broken')
        else rmSync(path)
      } catch (error) {
        options.report('settings.json is no longer needed and could not be taken away', error)
      }
    },
  }
}
