interface Props {
  readonly sentence: string
  /** As it is in the sentence. */
  readonly part: string
}

/** A sentence in which one part stands out. */
export function Strong({ sentence, part }: Props) {
  const at = sentence.indexOf(part)
  return (
    <>
      {sentence.slice(0, at)}
      <b>{part}</b>
      {sentence.slice(at + part.length)}
    </>
  )
}
