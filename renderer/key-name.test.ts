import { expect, it } from 'vitest'
import { nameTrouble } from './key-name.ts'

const others = [
  { name: 'Kometa', state: 'alive' },
  { name: 'Kometa NAS' },
  { name: 'ImageMaid', state: 'dead' },
] as const

it.each([
  ['a name', 'Tautulli', null],
  ['one that another has in it', 'Kometa 2', null],
  ['one of 200 characters', 'x'.repeat(200), null],
  ['one that is as long without the spaces around it', ` ${'x'.repeat(200)} `, null],
  ['one of 201', 'x'.repeat(201), 'long'],
  ['none', '', 'empty'],
  ['spaces', ' \t\u00a0', 'empty'],
  ['that of another key', 'Kometa', 'taken'],
  ['that of another key in capitals', ' KOMETA', 'taken'],
  ['that of another key with more spaces', 'Kometa  NAS', 'taken'],
  ['that of another key with what cannot be seen', '\u202eKometa\u0007NAS\u2069', 'taken'],
  ['nothing that can be seen', '\u200b\u2060', 'empty'],
  ['that of a dead key', 'imagemaid', 'dead'],
])('says of %s what is wrong with it', (_what, name, trouble) => {
  expect(nameTrouble(name, others)).toBe(trouble)
})
