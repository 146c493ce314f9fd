import { Fragment } from 'preact'
import { visible } from '../visible.ts'

/** A path or a command line, from the left whatever the language. It breaks where a person would break it. */
export const Breakable = ({ text }: { readonly text: string }) => (
  <span class="breakable" dir="ltr">
    {visible(text)
      .split(/(?<=[/\\ ])/)
      .map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          <bdi>{part}</bdi>
        </Fragment>
      ))}
  </span>
)
