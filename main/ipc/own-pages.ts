import { AsksView } from '../../common/asks-view.ts'
import { commandsOfAsks, commandsOfMain } from '../../common/names.ts'
import { Snapshot } from '../../common/snapshot.ts'
import { ASKS_PAGE, PAGE } from '../window/page.ts'
import type { OwnPage } from './serve.ts'

export const mainPage = { address: PAGE, commands: commandsOfMain, told: Snapshot } satisfies OwnPage

/**
 * SECURITY: it shows what a program says of itself, so it is told as little as possible, and can do no more than answer
 * and say how tall it is.
 */
export const asksPage = { address: ASKS_PAGE, commands: commandsOfAsks, told: AsksView } satisfies OwnPage
