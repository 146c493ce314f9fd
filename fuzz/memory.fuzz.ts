import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, it } from 'vitest'
import { patientWork } from '../main/files/patient-work.fake.ts'
import { openMemory } from '../main/memory/memory-file.ts'
import { Memory } from '../main/memory/memory.ts'
import { countReached } from '../common/reached.fake.ts'
import { fuzz } from './fuzz.ts'
import { bytes } from './json.ts'

const samples = [
  `{"version":2,"clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11","tokenStored":"yes","unfinishedStored":"no",
    "signedInAt":1760000000000,"confirmedAt":1760000100000.5}`,
  '{"version":2,"clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11","tokenStored":"no"}',
  `{"version":2,"clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11","tokenStored":"no","unfinishedStored":"no",
    "signedInAt":null,"confirmedAt":null,"computer":{"salt":"${'5a'.repeat(16)}","hash":"${'1f'.repeat(32)}"},"others":
    [{"hash":"${'2e'.repeat(32)}","clientIdentifier":"7c415b56-8f48-488a-98ab-847ef4460442","tokenStored":"yes"}]}`,
  '{"version":3,"clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11","more":{"token":"sentinel"}}',
]

// Each input is a file that is written, read, moved and made anew: in memory where there is such a place.
const inMemory = '/dev/shm'
const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'latchkey-fuzz-'))
const path = join(folder, 'memory.json')
afterAll(() => rmSync(folder, { recursive: true }))

const work = patientWork()
const open = () =>
  openMemory({
    folder,
    home: folder,
    work,
    newIdentifier: () => '7c415b56-8f48-488a-98ab-847ef4460442',
    computer: Promise.resolve(null),
    report: () => {},
  })

describe('what is remembered', () => {
  const reached = { usable: countReached(), broken: countReached() }

  fuzz('a file', bytes(samples), async content => {
    rmSync(`${path}.broken`, { force: true })
    writeFileSync(path, content)
    const memory = await open()
    expect(v.parse(Memory, memory.get())).toEqual(memory.get())
    const kept = memory.notice() === null ? path : `${path}.broken`
    expect(readFileSync(kept).equals(content)).toBe(true)
    reached[kept === path ? 'usable' : 'broken'].again()
    if (kept === path) return
    expect(readFileSync(path, 'utf8')).not.toContain('sentinel')
    expect((await open()).get()).toEqual(memory.get())
  })

  it('were usable and broken often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(100)
  })
})
