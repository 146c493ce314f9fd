import { expect, it } from 'vitest'
import type { ServersAnswer } from '../../common/access-answers.ts'
import { probeServers } from './probe-servers.ts'

it('the addresses that answer come first, in their order', async () => {
  const address = (url: string) => ({ url, reach: 'home' as const, answers: null })
  const server = { name: 'Attic', owner: null, owned: true, online: true, version: null }
  const servers: ServersAnswer = {
    servers: [
      { ...server, id: 'a', addresses: ['1', '2', '3', '4'].map(address) },
      { ...server, id: 'b', addresses: [] },
    ],
  }
  const asked: string[] = []
  const told = await probeServers(
    async ({ id, urls }) => {
      asked.push(`${id} ${urls.join()}`)
      return new Map<string, boolean | null>([
        ['1', false],
        ['2', true],
        ['3', null],
        ['4', true],
      ])
    },
    servers,
    new AbortController().signal,
  )
  expect([asked, told.servers[0]?.addresses.map(({ url, answers }) => [url, answers])]).toEqual([
    ['a 1,2,3,4', 'b '],
    [
      ['2', true],
      ['4', true],
      ['1', false],
      ['3', null],
    ],
  ])
})
