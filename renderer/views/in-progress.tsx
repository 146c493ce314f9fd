import { Heading } from '../parts/heading.tsx'
import { Mark } from '../parts/icons.tsx'
import { Unbroken } from '../parts/unbroken.tsx'

/** Shown while the person can only wait. */
export function InProgress({ label }: { readonly label: string }) {
  return (
    <div class="view centred">
      <Mark />
      <Heading class="quiet-title">
        <Unbroken text={label} />
      </Heading>
      <span class="spinner" />
    </div>
  )
}
