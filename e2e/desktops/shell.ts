import type { LaunchOptions } from '../world/launch.ts'

export interface ShownWindow {
  readonly title: string
  readonly focused: boolean
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A real desktop: what somebody who sits before it sees and presses. */
export interface Shell {
  /** What starts the app on it, and nowhere else. */
  readonly launch: LaunchOptions
  /** Every window that is on its screen. */
  windows(): Promise<readonly ShownWindow[]>
  /** The middle of the app's icon on the panel; null while there is none. */
  icon(): Promise<Point | null>
  click(where: Point): Promise<void>
  /** Opens a window of another program, which takes the focus. */
  coverWithAnother(): Promise<void>
  /** The screen as a PNG file; null where none can be had. */
  readonly look: (() => Promise<Buffer>) | null
  /** Ends every part of it. */
  stop(): Promise<void>
}
