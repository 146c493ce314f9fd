export type Keys = ReadonlyMap<string, string>

export interface Line {
  readonly text: string
  /** The name of its group; empty before the first group. */
  readonly group: string
  /** Null if it is not `key=value`. */
  readonly key: string | null
  /** The key without brackets behind it, which hold a language or KConfig's options, as in `Exec[$e]`. */
  readonly name: string | null
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

const LINE = /^[ \t]*([A-Za-z0-9-]+)[ \t]*(\[[^=]*)?=(.*)$/s

export function desktopLines(text: string): readonly Line[] {
  let group = ''
  return text.split('\n').map(line => {
    const [, header, within = ''] = /^[ \t]*\[([^[\]]*)\](\[[^[\]]*)?/.exec(line) ?? []
    // KConfig: further brackets are an option of the group if they start with `$`, else a group inside it.
    if (header !== undefined) group = within.startsWith('[$') ? header : `${header}${within}`
    const [, name = null, brackets, value = ''] = LINE.exec(line) ?? []
    return { text: line, group, key: brackets === undefined ? name : null, name, value: value.trim() }
  })
}
