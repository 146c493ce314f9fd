/** A file that its program cannot read, or that cannot be changed without touching what is not ours. */
export class Garbled extends Error {
  override readonly name = 'Garbled'
}

/** Whether it is a `Garbled`, from whichever bundle. */
export const isGarbled = (error: unknown): boolean => error instanceof Error && error.name === 'Garbled'
