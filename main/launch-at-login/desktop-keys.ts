export type Keys = ReadonlyMap<string, string>

/** The keys of a desktop entry's main group, the values as written. Source: Desktop Entry Specification, "File format". */
export function desktopKeys(text: string): Keys {
  const keys = new Map<string, string>()
  let group = ''
  for (const line of text.split('\n')) {
    const [, header] = /^[ \t]*\[([^[\]]*)\]/.exec(line) ?? []
    if (header !== undefined) group = header
    const [, key, value] = /^[ \t]*([A-Za-z0-9-]+)[ \t]*=(.*)$/s.exec(line) ?? []
    if (group === 'Desktop Entry' && key !== undefined && value !== undefined) keys.set(key, value.trim())
  }
  return keys
}
