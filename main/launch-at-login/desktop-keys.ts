export type Keys = ReadonlyMap<string, string>

export interface Line {
  readonly text: string
  /** What its group is called; empty before the first. */
  readonly group: string
  /** Null where it is no `key=value`. */
  readonly key: string | null
  readonly value: string
}

export const MAIN_GROUP = 'Desktop Entry'

/** The keys of a desktop entry's main group, the values as written. Source: Desktop Entry Specification, "File format". */
export const desktopKeys = (text: string): Keys =>
  new Map(
    desktopLines(text).flatMap(({ group, key, value }): [string, string][] =>
      group === MAIN_GROUP && key !== null ? [[key, value]] : [],
    ),
  )

export function desktopLines(text: string): readonly Line[] {
  let group = ''
  return text.split('\n').map(line => {
    group = /^[ \t]*\[([^[\]]*)\]/.exec(line)?.[1] ?? group
    const [, key = null, value = ''] = /^[ \t]*([A-Za-z0-9-]+)[ \t]*=(.*)$/s.exec(line) ?? []
    return { text: line, group, key, value: value.trim() }
  })
}
