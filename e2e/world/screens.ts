import { startVirtualDisplay, type VirtualDisplay } from '../../scripts/run/virtual-desktop.mjs'

/** Screens that nobody sees, each with a clipboard of its own. */
export interface Screens {
  /** What DISPLAY is for a screen of this size, which is started when it is first asked for. */
  display(size: string): Promise<string>
  stop(): Promise<void>
}

export function createScreens(): Screens {
  const started = new Map<string, Promise<VirtualDisplay>>()
  return {
    async display(size) {
      const screen = started.get(size) ?? startVirtualDisplay(size)
      started.set(size, screen)
      return (await screen).environment.DISPLAY
    },
    async stop() {
      for (const screen of started.values()) await (await screen).stop()
    },
  }
}
