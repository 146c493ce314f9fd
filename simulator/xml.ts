type Scalar = string | number | boolean | null | undefined

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in XML and HTML, in attributes too. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => escapes[character] ?? character)

const scalar = (value: Scalar): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'boolean' ? (value ? '1' : '0') : escapeMarkup(String(value))
}

/** An element as plex.tv writes it: attributes, `""` for null, `0` and `1` for booleans. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, Scalar] => entry[1] === null || typeof entry[1] !== 'object')
    .map(([key, value]) => ` ${key}="${scalar(value)}"`)
    .join('')
  return children.length ? `<${name}${written}>${children.join('')}</${name}>` : `<${name}${written}/>`
}

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
