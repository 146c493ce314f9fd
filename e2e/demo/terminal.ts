import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { X11Screen } from '../desktops/x11-screen.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'

/** A terminal on a screen, and a person who types into its shell. */
export interface Terminal {
  readonly title: string
  /** Types a line, with its end. */
  type(line: string): Promise<void>
  /** Waits until all that was typed is done. */
  isDone(): Promise<void>
}

const title = 'Terminal'
/** With 79 letters, the longest line of what is shown ends between two words. */
const SIZE = '79x25+8+44'

/** Opens it. A new prompt leaves a line in a file: what is on the screen are only pixels. */
export async function openTerminal(
  { programs, windows, ...screen }: X11Screen,
  { home }: Desktop,
): Promise<Terminal> {
  const prompts = path.join(home, 'prompts')
  programs.start(
    [
      'xfce4-terminal',
      '--disable-server',
      `--title=${title}`,
      `--geometry=${SIZE}`,
      '--hide-menubar',
      '--hide-scrollbar',
      '--command=bash --norc',
    ],
    { PS1: '$ ', PROMPT_COMMAND: `echo >> '${prompts}'` },
  )
  let typed = 0
  const isDone = async () =>
    void (await eventually('a prompt', async () => (await readFile(prompts, 'utf8')).length > typed))
  await isDone()
  await eventually('a terminal in front', async () =>
    (await windows()).some(window => window.title === title && window.focused),
  )
  return {
    title,
    async type(line) {
      await screen.type(title, `${line}\n`)
      typed += 1
    },
    isDone,
  }
}
