/**
 * As names of keys are told apart: neither capitals, nor how characters are composed, nor what nobody sees, nor how many
 * spaces there are matter.
 */
const folded = (name: string): string =>
  // The upper case first: it has one form for `ß` and `ss`, and for all three forms of sigma.
  name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')

/** Whether two keys of these names could be taken for each other. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other)
