import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, it } from 'vitest'
import { Preferences } from '../common/preferences.ts'
import { countReached } from '../common/reached.fake.ts'
import { patientWork } from '../main/files/patient-work.fake.ts'
import { openPreferences } from '../main/preferences/preferences-file.ts'
import { fuzz } from './fuzz.ts'
import { bytes } from './json.ts'

const samples = [
  '{"notifications":false}',
  '{"notifications":"needs-me","closing":"quit"}',
  '{"notifications":"quietly","later":{"of":[1,2.5,null]}}',
]

// Each input is a file that is written, read, moved and made anew: in memory where there is such a place.
const inMemory = '/dev/shm'
const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'latchkey-fuzz-'))
const path = join(folder, 'preferences.json')
afterAll(() => rmSync(folder, { recursive: true }))

const work = patientWork()
const open = () => openPreferences({ folder, home: folder, work, report: () => {} })

describe('preferences', () => {
  const reached = { usable: countReached(), broken: countReached() }

  fuzz('a file', bytes(samples), async content => {
    rmSync(`${path}.broken`, { force: true })
    writeFileSync(path, content)
    const preferences = await open()
    expect(v.parse(Preferences, preferences.get())).toEqual(preferences.get())
    const kept = preferences.notice() === null ? path : `${path}.broken`
    expect(readFileSync(kept).equals(content)).toBe(true)
    reached[kept === path ? 'usable' : 'broken'].again()
    preferences.change({ notifications: 'none' })
    expect((await open()).get()).toEqual({ ...preferences.get(), notifications: 'none' })
  })

  it('were usable and broken often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(100)
  })
})
