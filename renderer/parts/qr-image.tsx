import { spelled } from '../../common/text.ts'
import { useText } from '../use-text.ts'

/** Modules of blank margin that ISO/IEC 18004 asks for around a QR code. */
const QUIET_ZONE = 4

/** The width of a QR code with its margin, in CSS pixels. */
const WIDTH = 264

interface Props {
  /** The dark modules, in units of one module. */
  readonly path: string
  readonly modules: number
  readonly code: string
}

export function QrImage({ path, modules, code }: Props) {
  const text = useText()
  const width = modules + 2 * QUIET_ZONE
  // Whole pixels, so that each edge is sharp.
  const pixels = width * Math.floor(WIDTH / width)
  return (
    <svg
      data-testid="link-qr"
      role="img"
      aria-label={text('window.approval.qrLabel', { letters: spelled(code) })}
      width={pixels}
      height={pixels}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${width} ${width}`}
      shape-rendering="crispEdges"
    >
      <path class="qr-dark" d={path} />
    </svg>
  )
}
