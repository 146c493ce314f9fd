/** Paths drawn on a 24 unit grid with strokes of 2 units. */
const strokes = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  alert: 'M12 4 3 19.5h18zM12 10v4.5M12 17v.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  outside: 'M13 5h6v6M19 5l-9 9M16 14v5H5V8h5',
  key: 'M10 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 11.5V21h5M10 16h3.5',
} as const

export function Icon({ name }: { readonly name: keyof typeof strokes }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  )
}

/** The app's own mark: a key that is an L. The same drawing as the app icon. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 512 512" aria-hidden="true">
      <rect class="mark-tile" x="16" y="16" width="480" height="480" rx="112" />
      <circle class="mark-line" cx="236" cy="176" r="72" />
      <path class="mark-line" d="M236 248v160h88M236 328h64" />
    </svg>
  )
}
