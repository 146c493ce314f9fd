import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, it } from 'vitest'
import { countReached } from '../common/reached.fake.ts'
import { patientWork } from '../main/files/patient-work.fake.ts'
import { NOWHERE, Place, placeOn } from '../main/window/place.ts'
import { openPlaceFile } from '../main/window/place-file.ts'
import { broughtOnto } from '../main/window/size.ts'
import { fuzz } from './fuzz.ts'
import { bytes } from './json.ts'

const samples = [
  '{"version":1,"size":{"width":460,"height":600},"at":{"x":-90,"y":60,"screen":1}}',
  '{"version":1,"size":null,"at":{"x":2000,"y":60,"screen":1}}',
  '{"version":1,"size":{"width":30000,"height":1},"at":null}',
]

// Each input is a file that is written, read, moved and made anew: in memory where there is such a place.
const inMemory = '/dev/shm'
const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'latchkey-fuzz-'))
const path = join(folder, 'window.json')
afterAll(() => rmSync(folder, { recursive: true }))

const work = patientWork()
const open = () => openPlaceFile({ folder, home: folder, work, report: () => {} })
const sizes = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }
const workArea = { x: 0, y: 30, width: 1_280, height: 770 }

describe('where the window was', () => {
  const reached = { usable: countReached(), broken: countReached() }

  fuzz('a file', bytes(samples), async content => {
    rmSync(`${path}.broken`, { force: true })
    writeFileSync(path, content)
    const file = await open()
    const left = file.get()
    expect(v.parse(Place, left)).toEqual(left)
    const place = placeOn([{ id: 1, workArea }], left, sizes)
    if (place !== null) expect(broughtOnto(workArea, place)).toBe(null)
    reached[left === NOWHERE ? 'broken' : 'usable'].again()
    file.change({ at: { x: 1, y: 2, screen: 3 } })
    expect((await open()).get()).toEqual({ ...left, at: { x: 1, y: 2, screen: 3 } })
    if (left === NOWHERE) expect(readFileSync(`${path}.broken`).equals(content)).toBe(true)
  })

  it('was usable and broken often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(100)
  })
})
