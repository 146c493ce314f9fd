export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
/** The longest pause between two looks at a keychain that something waits for. */
export const keychainLook = 2 * minute

/** In the largest unit of which it is one at least. */
export const told = (milliseconds: number): string =>
  milliseconds >= hour
    ? `${(milliseconds / hour).toFixed(1)} h`
    : milliseconds >= minute
      ? `${(milliseconds / minute).toFixed(1)} min`
      : `${(milliseconds / second).toFixed(1)} s`
