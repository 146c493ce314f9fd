import type { World } from '../demo/world.ts'

/** A world whose panel tells when a tray item arrives. */
export interface Scene extends World {
  /** Resolves at the next item, with the moment by this process's own clock. */
  readonly registered: () => Promise<number>
}

/** Listens to the panel of a world. */
export async function createScene(world: World): Promise<Scene> {
  let arrived = (_moment: number): void => undefined
  await world.desktop.bus.listen("type='signal',member='StatusNotifierItemRegistered'", ({ member }) => {
    if (member === 'StatusNotifierItemRegistered') arrived(performance.now())
  })
  return { ...world, registered: () => new Promise(resolve => (arrived = resolve)) }
}
