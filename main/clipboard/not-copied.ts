/** The text could not be copied, or nobody knows whether it was. */
export class NotCopied extends Error {
  override readonly name = 'NotCopied'
}
