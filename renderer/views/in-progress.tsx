import { Heading } from '../parts/heading.tsx'
import { Mark } from '../parts/icons.tsx'
import { CutKey } from '../parts/key-cut.tsx'
import { Unbroken } from '../parts/unbroken.tsx'

interface Props {
  readonly label: string
  /** Whether it is a sign-in, which gives the blank key its cut. */
  readonly isCut?: boolean
}

/** Shown while the person can only wait. */
export function InProgress({ label, isCut = false }: Props) {
  return (
    <div class="view centred">
      {isCut ? <CutKey /> : <Mark />}
      <Heading class="quiet-title">
        <Unbroken text={label} />
      </Heading>
      <span class="spinner" />
    </div>
  )
}
