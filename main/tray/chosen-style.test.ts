import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { NoAnswer } from '../files/file-work.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { chosenStyle } from './chosen-style.ts'

const home = mkdtempSync(join(tmpdir(), 'latchkey-style-'))
const folder = join(home, 'Latchkey')
const path = join(folder, 'preferences.json')
beforeEach(() => {
  rmSync(home, { recursive: true })
  mkdirSync(folder, { recursive: true })
})
afterAll(() => rmSync(home, { recursive: true }))

it.each<[what: string, prepare: () => void, style: string]>([
  ['nothing was chosen', () => {}, 'coloured'],
  ['one was chosen', () => writeFileSync(path, '{"trayIcon":"for-dark-panels"}'), 'for-dark-panels'],
  [
    'another was',
    () => writeFileSync(path, '{"theme":"dark","trayIcon":"for-light-panels"}'),
    'for-light-panels',
  ],
  ['it is of a later release', () => writeFileSync(path, '{"trayIcon":"animated"}'), 'coloured'],
  ['it makes no sense', () => writeFileSync(path, '{"trayIcon":["for-dark-panels"]}'), 'coloured'],
  ['the file has something else', () => writeFileSync(path, 'null'), 'coloured'],
  ['the file is cut off', () => writeFileSync(path, '{"trayIcon":"for-dark-'), 'coloured'],
  [
    'it is larger than it can be',
    () => writeFileSync(path, '{"trayIcon":"for-dark-panels"}'.padEnd(65_537)),
    'coloured',
  ],
  ['it is a folder', () => mkdirSync(path), 'coloured'],
  ['it leads out of the home', () => symlinkSync('/proc/self/status', path), 'coloured'],
])('the icon is drawn as it was chosen before all else is read: %s', async (_what, prepare, style) => {
  prepare()
  expect(await chosenStyle({ folder, home, work: patientWork() })).toBe(style)
})

it('the icon is as ever where the disk does not answer', async () => {
  const work = { within: () => Promise.reject(new NoAnswer('it')), ended: async () => false }
  expect(await chosenStyle({ folder, home, work })).toBe('coloured')
})
