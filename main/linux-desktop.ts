import { join } from 'node:path'
import { nativeImage } from 'electron'
import type { Holder } from './clipboard/holder.ts'
import { holdXClipboard } from './clipboard/x-thread.ts'
import type { Clock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { createDesktopNotifications, type Pixels } from './notifications/desktop-notifications.ts'
import { followAskedContrast } from './platform/asked-contrast.ts'
import { createScreenReaderQuestion } from './platform/screen-reader.ts'
import type { AskSessionBus } from './platform/session-bus/port.ts'
import { createSessionBus } from './platform/session-bus/session-bus.ts'
import { isIconLate } from './tray/late-icon.ts'
import { followTrayPlace, type TrayPlace } from './tray/presence.ts'
import { followEmbedding } from './tray/tray-selection.ts'

interface Options {
  readonly environment: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly work: FileWork
  readonly observe: (what: string, problem: unknown) => void
  /** The icon for notifications, as a PNG. */
  readonly icon: () => Buffer | null
}

export type LinuxDesktop = ReturnType<typeof openLinuxDesktop>

const ICON_SIZE = 64

/** What a Linux desktop says and shows over its session bus, in a bundle of its own. None of it makes main wait. */
export function openLinuxDesktop({ environment, clock, work, observe, icon }: Options) {
  const bus = createSessionBus({ environment, uid: process.getuid?.() ?? 0, clock })
  const ask: AskSessionBus = question => bus.ask(question)
  let pixels: Pixels | null | undefined
  return {
    ask,
    followTrayPlace: (told: (place: TrayPlace) => void) =>
      followTrayPlace({
        bus,
        clock,
        told,
        followEmbedding: told => void followEmbedding(environment, work, told),
      }),
    followAskedContrast: (told: (asked: boolean) => void) => followAskedContrast({ bus, told }),
    isIconLate: () => isIconLate(bus),
    holdClipboard: (lost: () => void): Promise<Holder | null> =>
      holdXClipboard({
        environment,
        work,
        clock,
        lost,
        file: join(import.meta.dirname, 'x-clipboard.cjs'),
      }),
    lookForScreenReader: createScreenReaderQuestion({ bus, environment }),
    show: createDesktopNotifications({
      bus,
      // Electron writes it there from package.json.
      entry: (environment['CHROME_DESKTOP'] ?? '').replace(/\.desktop$/, ''),
      icon: () => (pixels ??= pixelsOf(icon())),
      observe,
    }),
    close: () => bus.close(),
  }
}

function pixelsOf(png: Buffer | null): Pixels | null {
  const image = nativeImage.createFromBuffer(png ?? Buffer.alloc(0)).resize({ width: ICON_SIZE })
  if (image.isEmpty()) return null
  // Blue, green, red and alpha, the colours premultiplied.
  const data = image.toBitmap()
  for (let at = 0; at < data.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = data.subarray(at, at + 4)
    const whole = (colour: number) => (alpha === 0 ? 0 : Math.min(255, Math.round((colour * 255) / alpha)))
    data.set([whole(red), whole(green), whole(blue)], at)
  }
  return { ...image.getSize(), data }
}
