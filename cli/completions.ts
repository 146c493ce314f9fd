import type { Text } from '../common/text.ts'
import { bash } from './shells/bash.ts'
import { fish } from './shells/fish.ts'
import { zsh } from './shells/zsh.ts'
import type { values } from './verbs.ts'

export type Shell = (typeof values)['SHELL'][number]

const makers: Readonly<Record<Shell, (text: Text) => string>> = { bash, zsh, fish }

/** A script for a shell that completes every verb, option and value of the table. */
export const completionFor = (shell: Shell, text: Text): string => makers[shell](text)
