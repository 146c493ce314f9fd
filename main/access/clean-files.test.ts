import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { Secret } from '../secret.ts'
import { markOf } from '../vault/mark.ts'
import { createCleaning } from './clean-files.ts'

const KEY = new Secret('aB3dE6gH9jK2mN5pQ8sT')
const text = `[auth]\nserver_token = ${KEY.reveal()}\n`

it('a revoked key leaves every file that it is still in, and one that is in the way keeps none of the others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-clean-'))
  const [one, other, way, last] = ['one', 'other', 'way', 'last'].map(name => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  writeFileSync(one, text)
  writeFileSync(other, text.replace('aB3', 'zB3'))
  mkdirSync(way)
  writeFileSync(last, text)
  const reported: string[] = []
  const clean = createCleaning({
    load: () => import('./program-files.ts'),
    work: patientWork(),
    deviceName: 'DESK-01',
    report: what => reported.push(what),
  })
  const files = [one, other, way, join(folder, 'gone'), last]
  expect(await clean({ preset: 'python-plexapi', files, mark: markOf(KEY.reveal()) })).toEqual([one, last])
  expect([one, other, last].map(path => readFileSync(path, 'utf8'))).toEqual([
    '[auth]\n',
    text.replace('aB3', 'zB3'),
    '[auth]\n',
  ])
  expect(reported).toEqual(['A revoked key could not be taken out of the file of a program (no-file)'])
  rmSync(folder, { recursive: true })
})

it.each([null, 'tautulli', 'kometa'] as const)(
  'a revoked key is found where its preset is %s by now',
  async preset => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-clean-'))
    const yaml = join(folder, 'servers.yml')
    writeFileSync(yaml, `servers:\n  attic:\n    token: ${KEY.reveal()}\n`)
    writeFileSync(join(folder, 'config.ini'), text)
    const reported: string[] = []
    const clean = createCleaning({
      load: () => import('./program-files.ts'),
      work: patientWork(),
      deviceName: 'DESK-01',
      report: what => reported.push(what),
    })
    await clean({ preset, files: [yaml, join(folder, 'config.ini')], mark: markOf(KEY.reveal()) })
    expect([readFileSync(yaml, 'utf8'), readFileSync(join(folder, 'config.ini'), 'utf8'), reported]).toEqual([
      'servers:\n  attic:\n    token: ""\n',
      '[auth]\n',
      [],
    ])
    rmSync(folder, { recursive: true })
  },
)

it('nothing is loaded for a key that is in no file, and nothing is thrown where it cannot be loaded', async () => {
  let loaded = 0
  const reported: string[] = []
  const load = () => {
    loaded++
    return Promise.reject(new Error('gone'))
  }
  const clean = createCleaning({
    load,
    work: patientWork(),
    deviceName: 'DESK-01',
    report: what => reported.push(what),
  })
  expect(await clean({ preset: 'kometa' })).toEqual([])
  await clean({ preset: null })
  expect([loaded, reported]).toEqual([0, []])
  expect(await clean({ preset: 'kometa', files: ['/a'] })).toEqual([])
  expect([loaded, reported.length]).toEqual([1, 1])
})

const instead = {
  name: 'Kometa',
  identifier: '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11',
  key: 'nE6wK3yN4eW5kE6yN7eW',
}
const newHeader =
  '\n[header]\nidentifier = 5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11\ndevice_name = Kometa (DESK-01)\nproduct = Kometa\n'

it.each([
  ['is taken out', undefined, '[auth]\n', 'servers:\n  attic:\n    token: ""\n'],
  [
    'has the one that replaces it in its place',
    instead,
    `[auth]\nserver_token = ${instead.key}\n${newHeader}`,
    `servers:\n  attic:\n    token: "${instead.key}"\n`,
  ],
])(
  'a key, and a server’s own that was written for it, %s wherever it still is',
  async (_what, by, ini, yaml) => {
    const serverKey = 'sE3rV4eR5kE6yA7dA8xX'
    for (const key of [KEY.reveal(), serverKey, 'zY9xW8vU7tS6rQ5pO4nM']) {
      const folder = mkdtempSync(join(tmpdir(), 'latchkey-clean-'))
      const files = [join(folder, 'config.ini'), join(folder, 'servers.yml')] as const
      writeFileSync(files[0], `[auth]\nserver_token = ${key}\n`)
      writeFileSync(files[1], `servers:\n  attic:\n    token: "${key}"\n`)
      const before = files.map(path => readFileSync(path, 'utf8'))
      const clean = createCleaning({
        load: () => import('./program-files.ts'),
        work: patientWork(),
        deviceName: 'DESK-01',
        report: what => expect.unreachable(what),
      })
      const found = await clean(
        { preset: null, files, fileMarks: [markOf(serverKey)], mark: markOf(KEY.reveal()) },
        by,
      )
      const isOurs = key !== 'zY9xW8vU7tS6rQ5pO4nM'
      expect([found, files.map(path => readFileSync(path, 'utf8'))]).toEqual(
        isOurs ? [files, [ini, yaml]] : [[], before],
      )
      rmSync(folder, { recursive: true })
    }
  },
)
