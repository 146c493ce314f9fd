import { spelled } from '../../common/text.ts'
import { useText } from '../use-text.ts'

/** Modules of blank margin that ISO/IEC 18004 asks for around a QR code. */
const QUIET_ZONE = 4

interface Props {
  /** The dark modules, in units of one module. */
  readonly path: string
  readonly modules: number
  readonly code: string
}

export function QrImage({ path, modules, code }: Props) {
  const text = useText()
  const width = modules + 2 * QUIET_ZONE
  return (
    <svg
      class="qr"
      data-testid="link-qr"
      role="img"
      aria-label={text('window.approval.qrLabel', { letters: spelled(code) })}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${width} ${width}`}
      shape-rendering="crispEdges"
    >
      <rect class="qr-light" x={-QUIET_ZONE} y={-QUIET_ZONE} width={width} height={width} />
      <path class="qr-dark" d={path} />
    </svg>
  )
}
