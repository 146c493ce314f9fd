/** Control, bidirectional formatting and noncharacters, and halves of surrogate pairs. */
const UNREADABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069]/gu
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u

/**
 * One line of at most so many UTF-16 units that any desktop can show; null if nothing visible is left. HAZARD: Chromium
 * ends the whole app when it has to send a noncharacter over D-Bus, as in tray menus and tooltips
 * (`MessageWriter::AppendString`).
 */
export function readable(text: string | null | undefined, longest = 200): string | null {
  const line = (text ?? '').slice(0, longest).replace(UNREADABLE, ' ').replace(/\s+/g, ' ').trim()
  return VISIBLE.test(line) ? line : null
}

/** Whether nothing in it would be replaced. */
export const isReadable = (text: string): boolean => text.search(UNREADABLE) < 0
