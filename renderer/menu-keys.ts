const opening = ['ArrowDown', 'ArrowUp']
const moving = [...opening, 'Home', 'End', 'Escape']

/** Whether a menu and its button take this key for themselves. Enter and Space press the button or the entry. */
export const isMenuKey = (key: string, isOpen: boolean): boolean => (isOpen ? moving : opening).includes(key)

/** Which entry an arrow, Home or End goes to; the first one follows the last. `at` is null while the menu is closed. */
export function nextItem(key: string, at: number | null, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return at === null ? 0 : (at + 1) % count
    case 'ArrowUp':
      return at === null ? count - 1 : (at - 1 + count) % count
    case 'End':
      return count - 1
    default:
      return 0
  }
}
