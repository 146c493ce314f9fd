import { systemClock } from '../../main/clock.ts'
import { createFileWork } from '../../main/files/file-work.ts'
import { createSessionBus } from '../../main/platform/session-bus/session-bus.ts'
import { followTrayPlace } from '../../main/tray/presence.ts'
import { followEmbedding } from '../../main/tray/tray-selection.ts'

/** Whether the desktop that this is started on shows tray icons. */
export async function trayIsPresent(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const bus = createSessionBus({ environment: process.env, uid: process.getuid?.() ?? 0, clock: systemClock })
  let stopEmbedding = () => {}
  const isPresent = await new Promise<boolean>(resolve => {
    followTrayPlace({
      bus,
      clock: systemClock,
      followEmbedding: told =>
        void followEmbedding(process.env, createFileWork(systemClock), told).then(
          stop => (stopEmbedding = stop),
        ),
      told: place => resolve(place !== 'nowhere'),
    })
  })
  bus.close()
  stopEmbedding()
  return isPresent
}
