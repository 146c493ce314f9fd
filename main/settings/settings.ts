import * as v from 'valibot'

/** What Latchkey keeps in a plain file. No secret has a field here. */
export const Settings = v.object({
  version: v.literal(1),
  /** UUID v4. One per install, for ever: plex.tv lists one device per identifier. */
  clientIdentifier: v.pipe(v.string(), v.uuid()),
  tokenStored: v.picklist(['yes', 'no', 'unknown']),
})

export type Settings = v.InferOutput<typeof Settings>

export const defaults = (clientIdentifier: string): Settings => ({
  version: 1,
  clientIdentifier,
  tokenStored: 'unknown',
})
