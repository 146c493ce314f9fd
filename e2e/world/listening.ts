import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Desktop } from './desktop.ts'

/** Sockets that wait for connections, by inode. Format: proc(5), `/proc/net/tcp`; state 0A is LISTEN. */
async function listeningSockets(): Promise<ReadonlySet<string>> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map(table => readFile(`/proc/net/${table}`, 'utf8').catch(() => '')),
  )
  const rows = tables.flatMap(table => table.split('\n').map(line => line.trim().split(/\s+/)))
  return new Set(rows.filter(row => row[3] === '0A').map(row => row[9] ?? ''))
}

async function sockets(id: number): Promise<readonly string[]> {
  const descriptors = await readdir(`/proc/${id}/fd`).catch(() => [])
  const targets = await Promise.all(
    descriptors.map(descriptor => readlink(`/proc/${id}/fd/${descriptor}`).catch(() => '')),
  )
  return targets.flatMap(target => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [])
}

/** Programs of the desktop that wait for connections over TCP. */
export async function listeningPrograms(desktop: Desktop): Promise<readonly string[]> {
  const waiting = await listeningSockets()
  const programs = await desktop.programs()
  const listening = await Promise.all(
    programs.map(async ({ id, command }) =>
      (await sockets(id)).some(inode => waiting.has(inode)) ? [command] : [],
    ),
  )
  return listening.flat()
}
