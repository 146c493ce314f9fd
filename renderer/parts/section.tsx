import type { ComponentChildren } from 'preact'

interface Props {
  /** Identifies its heading. */
  readonly id: string
  readonly title: string
  /** How many there are in all, not how many are shown; null where that is not known, or none. */
  readonly count: number | null
  /** Whether it is being looked up. */
  readonly isBusy?: boolean
  /** The one thing to do, at the end of the heading. */
  readonly tool?: ComponentChildren
  readonly children: ComponentChildren
}

/** A part of a page: what it is called, how many there are, and the first of them or all. */
export const Section = ({ id, title, count, isBusy = false, tool, children }: Props) => (
  <section class="section" aria-labelledby={id} aria-busy={isBusy}>
    <header class="section-head">
      <h2 id={id}>
        {title}
        {count !== null && <span class="count"> {count}</span>}
      </h2>
      {tool}
    </header>
    {children}
  </section>
)
