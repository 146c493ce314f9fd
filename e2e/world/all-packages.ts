import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { onceInARun } from './once-in-a-run.ts'
import { repository } from './runtime.ts'

/** What `npm run package` makes. */
export interface AllPackages {
  /** What was printed meanwhile. */
  readonly said: string
  /** Absolute, by their kind: `deb`, `tar.gz`…, and `folder` for the unpacked app. */
  readonly files: Readonly<Record<string, string>>
}

/** Makes all packages, once in a test run. */
export async function makeAllPackages(): Promise<AllPackages> {
  const said = await onceInARun('packages', async () => {
    const options = { cwd: repository, maxBuffer: 1 << 24 }
    return (await promisify(execFile)(process.execPath, ['scripts/package.mjs'], options)).stdout
  })
  const made = [...said.matchAll(/^Made (.+)$/gm)].map(([, name = '']) => path.join(repository, name))
  return {
    said,
    files: Object.fromEntries(made.map(name => [/\.(tar\.gz|\w+)$/.exec(name)?.[1] ?? 'folder', name])),
  }
}
