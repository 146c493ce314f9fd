import type { KeyView } from '../../common/keys.ts'
import { teeth } from '../key-cut.ts'

/** A key as its id cuts it: a blank until it was handed out, broken once it opens nothing. Words say the same. */
export function KeyCut({ item: { id, lent, state } }: { readonly item: KeyView }) {
  if (state === 'dead' || state === 'missing') {
    return <Drawing kind="dead" path="M10 6.5h5.5M20.5 8.5l9.5 2.5M24 9.5l-1.2 4.5M28.5 10.6l-1 4" />
  }
  return (
    <Drawing kind={lent === null ? 'idle' : 'used'} path={`M10 6.5h21${lent === null ? '' : teeth(id)}`} />
  )
}

const Drawing = ({ kind, path }: { readonly kind: string; readonly path: string }) => (
  <svg class={`cut ${kind}`} viewBox="0 0 32 20" aria-hidden="true">
    <circle cx="5.5" cy="6.5" r="4.25" />
    <path d={path} />
  </svg>
)

/** How far down each tooth of the large key goes. */
const depths = [
  [90, 78],
  [119, 94],
  [148, 70],
  [177, 86],
] as const

/** The large key, whose teeth have taken their depth. */
export const CutKey = () => (
  <svg class="blank-key" viewBox="0 0 208 100" aria-hidden="true">
    <circle class="blank-line" cx="38" cy="38" r="29" stroke-width="18" />
    <path class="blank-line" d="M70 38h129" stroke-width="16" />
    <g class="cut-teeth">
      {depths.map(([x, depth]) => (
        <path key={x} d={`M${x} 42v${depth - 47}a5 5 0 0 0 5 5h11a5 5 0 0 0 5-5V42z`} />
      ))}
    </g>
  </svg>
)

/** A key without a cut, as large as a drawing: its teeth are still to be made. */
export const BlankKey = () => (
  <svg class="blank-key" viewBox="0 0 208 100" aria-hidden="true">
    <circle class="blank-line" cx="38" cy="38" r="29" stroke-width="18" />
    <path class="blank-line" d="M70 38h129" stroke-width="16" />
    <path
      class="blank-teeth"
      d={depths
        .map(([x, depth]) => `M${x} 47v${depth - 52}a5 5 0 0 0 5 5h11a5 5 0 0 0 5-5v${52 - depth}`)
        .join('')}
    />
  </svg>
)
