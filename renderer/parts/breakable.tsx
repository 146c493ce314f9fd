import { visible } from '../visible.ts'

/** A path or a command line, from the left whatever the language. It breaks where a person would break it. */
export const Breakable = ({ text }: { readonly text: string }) => (
  <span class="breakable" dir="ltr">
    {visible(text)
      .split(/(?<=[/\\ ])/)
      .map((part, index) => {
        const word = part.replace(/[/\\ ]$/, '')
        // The mark after a word stays outside, or it would stand before one that is read from the right.
        return (
          <span key={index}>
            <bdi dir="ltr">{word}</bdi>
            {part.slice(word.length)}
          </span>
        )
      })}
  </span>
)
