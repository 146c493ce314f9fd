import type { Server } from '../common/sign-in-view.ts'

/** A list of more servers than this can be filtered. */
export const FILTERED_FROM = 12

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()

/** The servers whose name or owner has each word of `wanted` in it; capitals and accents do not matter. */
export function filterServers(servers: readonly Server[], wanted: string): readonly Server[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  return servers.filter(({ name, owner }) => {
    const line = plain(`${name} ${owner ?? ''}`)
    return words.every(word => line.includes(word))
  })
}

/** The servers of the account itself, and those that others share with it: only what there is, each in its order. */
export const groupServers = (servers: readonly Server[]) =>
  (['owned', 'shared'] as const)
    .map(group => ({ group, servers: servers.filter(({ owned }) => owned === (group === 'owned')) }))
    .filter(group => group.servers.length > 0)
