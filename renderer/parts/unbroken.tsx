/** The text, with no line break after a hyphen: `sign-in` stays one word. */
export const Unbroken = ({ text }: { readonly text: string }) =>
  text.split(/(\S+-\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} class="unbroken">
        {part}
      </span>
    ),
  )
