/** Chance that a seed repeats. */
export interface Random {
  /** From 0, to less than 1. */
  next(): number
  chance(probability: number): boolean
  /** Short ones as often as long ones: between `least` and `most`, evenly on a logarithmic scale. */
  span(least: number, most: number): number
  pick<T>(choices: readonly T[]): T
  /** Picks by `weight`. */
  weigh<T extends { readonly weight: number }>(choices: readonly T[]): T
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(next() * choices.length)]
    if (choice === undefined) throw new Error('there is nothing to choose from')
    return choice
  }
  return {
    next,
    chance: probability => next() < probability,
    span: (least, most) => Math.round(least * (most / least) ** next()),
    pick,
    weigh(choices) {
      let left = next() * choices.reduce((sum, { weight }) => sum + weight, 0)
      return choices.find(({ weight }) => (left -= weight) < 0) ?? pick(choices)
    },
  }
}
