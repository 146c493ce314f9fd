import type { World } from './world.ts'

/** What a person sees in the tray. */
export interface View {
  readonly labels: readonly string[]
  /** The code on screen. */
  readonly code: string | undefined
  has(label: string | RegExp): boolean
}

/** One thing that happens. */
export interface Step {
  readonly name: string
  /** How often it comes, next to the others that are possible. */
  readonly weight: number
  possible(view: View, world: World): boolean
  /** What it tells goes into the story. */
  take(world: World, view: View): Promise<string | void>
}

export async function look({ tray }: Pick<World, 'tray'>): Promise<View> {
  const labels = await tray.labels()
  const has = (label: string | RegExp): boolean =>
    labels.some(other => (typeof label === 'string' ? other === label : label.test(other)))
  const code = labels.map(label => /^Copy code (\w+)$/.exec(label)?.[1]).find(Boolean)
  return { labels, code, has }
}
