import type { KeyId } from '../../common/ids.ts'
import type { Book } from './book.ts'
import type { createLending } from './lend.ts'
import type { Clean } from './taking-back.ts'

interface Ports {
  readonly book: Pick<Book, 'find' | 'change'>
  readonly lending: Pick<ReturnType<typeof createLending>, 'toProgram'>
  readonly clean?: Clean
  readonly wrote: (id: KeyId, path: string, key: string) => void
}

/** Nobody presses for it: the person did so when they had the key replaced. */
const how = { silently: true }

/**
 * Puts a new key where the one that it replaces was written, as the person had allowed that for its name. Where it cannot be
 * had just now, the old one is only taken out, which is remembered of the new one.
 */
export function createRewriting({ book, lending, clean, wrote }: Ports) {
  return async function rewrite(old: KeyId, by: KeyId): Promise<void> {
    const [from, to] = [book.find(old), book.find(by)]
    if (from === undefined || to === undefined || from.files.length === 0) return
    const lent = await lending.toProgram(to, { program: null, server: null, how })
    if ('problem' in lent) return book.change(by, { emptied: [...((await clean?.(from)) ?? [])] })
    const instead = { name: to.name, identifier: to.identifier, key: lent.key }
    for (const path of (await clean?.(from, instead)) ?? []) wrote(by, path, lent.key)
  }
}
