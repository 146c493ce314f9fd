import { beforeEach, describe, expect, it } from 'vitest'
import { toldCommands } from '../../common/commands.fake.ts'
import type { Server } from '../../common/sign-in-view.ts'
import { attic, SESSION } from '../../common/samples.fake.ts'
import type { Item } from './items.ts'
import { english } from '../../common/english.fake.ts'
import { serverItems } from './server-items.ts'

let done: string[]
beforeEach(() => (done = []))

const actions = {
  ...toldCommands(
    (...told) =>
      void done.push(told.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ')),
  ),
  showWindow: () => void done.push('showWindow'),
}
const items = (list: Server[] | null) =>
  serverItems(english, { id: SESSION, servers: { list, refreshing: false, problem: null } }, actions)
const submenu = (list: Server[]) => items(list).flatMap(item => (item.type === 'submenu' ? item.submenu : []))
const label = (item: Item) => (item.type === 'separator' ? '----' : item.label)
const many = (count: number): Server[] =>
  Array.from({ length: count }, (_, index) => ({ ...attic, id: `id-${index}`, name: `Server ${index}` }))

describe('the servers in the tray', () => {
  it.each([
    ['not known', null],
    ['none', []],
  ])('have no submenu while they are %s', (_what, list) => {
    expect(items(list)).toEqual([])
  })

  it('are in a submenu of their own', () => {
    expect(items([attic]).map(label)).toEqual(['Servers'])
  })

  it.each<[string, Partial<Server>, string]>([
    ['its own', {}, 'Attic'],
    ['its own, away', { online: false }, 'Attic (offline)'],
    ['shared', { owned: false, owner: 'grace' }, 'Attic – shared by grace'],
    ['shared, away', { owned: false, owner: 'grace', online: false }, 'Attic – shared by grace (offline)'],
    ['shared by nobody named', { owned: false }, 'Attic – shared'],
    ['with an ampersand', { name: 'A & B', owned: false, owner: 'C & D' }, 'A && B – shared by C && D'],
    [
      'with a placeholder',
      { name: '{{owner}} $t(tray.quit)', owned: false },
      '{{owner}} $t(tray.quit) – shared',
    ],
    [
      'with long names',
      { name: '🧑‍🍳'.repeat(41), owned: false, owner: 'x'.repeat(41) },
      `${'🧑‍🍳'.repeat(39)}… – shared by ${'x'.repeat(39)}…`,
    ],
    ['with a name from right to left', { name: 'خادم' }, 'خادم'],
    ['with a name from right to left, away', { name: 'خادم', online: false }, '\u2068خادم\u2069 (offline)'],
    [
      'with names of both directions',
      { name: 'Films סרטים 🎬', owned: false, owner: 'ليلى' },
      '\u2068Films סרטים 🎬\u2069 – shared by \u2068ليلى\u2069',
    ],
  ])('read as they are: %s', (_what, change, read) => {
    expect(submenu([{ ...attic, ...change }]).map(label)).toEqual([read])
  })

  it('open on a click, each itself', () => {
    for (const item of submenu(many(3))) if (item.type === 'normal' && item.enabled) item.click()
    expect(done).toEqual(
      ['id-0', 'id-1', 'id-2'].map(id => `session.openServer ${JSON.stringify({ session: SESSION, id })}`),
    )
  })

  it('are twenty at most, and then the window has the rest', () => {
    expect(submenu(many(20)).map(label)).toEqual(many(20).map(({ name }) => name))
    const shown = submenu(many(21))
    expect(shown.map(label)).toEqual([...many(20).map(({ name }) => name), '----', 'All 21 servers…'])
    const last = shown.at(-1)
    if (last?.type === 'normal') last.click()
    expect(done).toEqual(['showWindow'])
  })
})
