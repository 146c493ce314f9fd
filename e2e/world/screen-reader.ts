import { type AccessibilityBus, startAccessibilityBus } from './accessibility-bus.ts'
import { test as withoutReader } from './test.ts'

export { expect } from './test.ts'

interface Reader {
  /** What a screen reader sees. */
  reader: AccessibilityBus
}

/** A test on the real app, on a desktop where a screen reader runs. */
export const test = withoutReader.extend<Reader>({
  reader: async ({ desktop }, use) => {
    const bus = await startAccessibilityBus(desktop)
    await use(bus)
    bus.close()
  },

  launch: async ({ launch, reader }, use) => {
    void reader
    await use((options = {}) =>
      launch({
        ...options,
        // Otherwise Chromium makes the page's tree only after a screen reader has asked in more ways than a test needs.
        arguments: ['--force-renderer-accessibility', ...(options.arguments ?? [])],
        environment: { NO_AT_BRIDGE: '0', ...options.environment },
      }),
    )
  },
})
