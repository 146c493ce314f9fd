import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { keepPlainFiles, removeUnlessFile } from './plain-files.ts'

it('leaves plain files to electron-updater, and nothing that it would wait for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pending-'))
  const pending = join(folder, 'pending')
  mkdirSync(join(pending, 'folder', 'deep'), { recursive: true })
  writeFileSync(join(pending, 'Latchkey.AppImage'), 'release')
  for (const name of ['update-info.json', '../.updaterId']) execFileSync('mkfifo', [join(pending, name)])
  writeFileSync(join(folder, 'elsewhere'), 'not ours')
  symlinkSync('../elsewhere', join(pending, 'link'))
  symlinkSync('/dev/zero', join(pending, 'device'))
  const places = {
    pending,
    image: join(folder, 'x'),
  }
  await keepPlainFiles(patientWork(), places)
  for (const name of ['.updaterId', 'elsewhere', 'none']) removeUnlessFile(join(folder, name))
  expect([
    readdirSync(pending),
    readdirSync(folder).toSorted(),
    readFileSync(join(folder, 'elsewhere'), 'utf8'),
  ]).toEqual([['Latchkey.AppImage'], ['elsewhere', 'pending'], 'not ours'])
  rmSync(folder, { recursive: true })
})
