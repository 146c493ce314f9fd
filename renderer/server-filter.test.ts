import { describe, expect, it } from 'vitest'
import { attic } from '../common/samples.fake.ts'
import { filterServers, groupServers } from './server-filter.ts'

const servers = [
  { ...attic, id: '1', name: 'Attic' },
  { ...attic, id: '2', name: 'Café du Nord', owned: false, owner: 'Zoë' },
  { ...attic, id: '3', name: 'שרת הבית 🍿', owned: false },
]
const found = (wanted: string) => filterServers(servers, wanted).map(({ id }) => id)

describe('the filter', () => {
  it('finds by name and by owner, whatever the capitals and accents', () => {
    expect(['ATT', 'cafe', 'zoe', 'שרת', '🍿', 'zoë nord'].map(found)).toEqual([
      ['1'],
      ['2'],
      ['2'],
      ['3'],
      ['3'],
      ['2'],
    ])
  })

  it('finds all where nothing is wanted, and none where nothing fits', () => {
    expect(['', '  ', 'cellar'].map(found)).toEqual([['1', '2', '3'], ['1', '2', '3'], []])
  })
})

it.each([
  ['', { owned: ['1'], shared: ['2', '3'] }],
  ['attic', { owned: ['1'] }],
  ['cafe', { shared: ['2'] }],
  ['cellar', {}],
])('shows what it finds of “%s” by whose it is, and no empty group', (wanted, groups) => {
  const shown = groupServers(filterServers(servers, wanted))
  expect(Object.fromEntries(shown.map(({ group, servers }) => [group, servers.map(({ id }) => id)]))).toEqual(
    groups,
  )
})
