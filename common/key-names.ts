/** As names of keys are told apart: neither capitals, nor how characters are composed, nor spaces at the ends matter. */
const folded = (name: string): string =>
  // The upper case first: it has one form for `ß` and `ss`, and for all three forms of sigma.
  name.trim().normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')

/** Whether two keys of these names could be taken for each other. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other)
