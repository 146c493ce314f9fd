import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Command, createCommand } from './command.ts'
import { test as base } from './test.ts'

export { expect } from './test.ts'

interface CommandParts {
  /** `latchkey` on the PATH of the desktop. */
  command: Command
  /** Writes a script for `sh` into the home, and returns its path. */
  script: (name: string, text: string) => Promise<string>
}

/** A test of the command line, beside the real app or without it. */
export const test = base.extend<CommandParts>({
  command: async ({ desktop, simulator }, use) => use(await createCommand(desktop, simulator.port)),
  script: async ({ desktop }, use) => {
    await use(async (name, text) => {
      const file = path.join(desktop.home, name)
      await writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
      return file
    })
  },
})
