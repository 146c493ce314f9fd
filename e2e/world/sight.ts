import type { AsksView } from '../../common/asks-view.ts'
import type { Snapshot } from '../../common/contract.ts'
import type { Examined } from '../../common/doctor.ts'
import type { Text } from '../../common/text.ts'

/** When it is in every picture. */
export const NOW = Date.UTC(2026, 2, 14, 10, 30)

/** Something that the window shows, by what its page is told. */
export interface Sight {
  readonly told: Snapshot | AsksView
  /** What doctor finds. */
  readonly examined?: (text: Text) => Promise<Examined>
  /** What the person does and what happens, from where the page begins to the sight. */
  readonly reach?: (way: Way) => Promise<void>
}

export interface Way {
  /** Presses what this selects, as soon as it is there. */
  readonly press: (selector: string) => Promise<void>
  /** Waits until it is there. */
  readonly sees: (selector: string) => Promise<void>
  readonly tell: (next: Snapshot) => Promise<void>
}

export type Sights = Readonly<Record<string, Sight>>
