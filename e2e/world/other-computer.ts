import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from './desktop.ts'

/** A module that lets the app find another computer's number. */
export async function otherComputer(desktop: Desktop, digits: string): Promise<string> {
  const module = path.join(desktop.home, `computer-${digits}.cjs`)
  const number = path.join(desktop.home, `computer-${digits}`)
  await writeFile(number, `${digits.repeat(16)}\n`)
  await writeFile(
    module,
    `const files = require('node:fs/promises')
    for (const call of ['open', 'stat']) {
      const real = files[call]
      files[call] = (path, ...rest) => real(path === '/etc/machine-id' ? '${number}' : path, ...rest)
    }`,
  )
  return module
}
