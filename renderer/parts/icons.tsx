/** Paths drawn on a 24 unit grid with strokes of 2 units. */
const strokes = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6 6 18',
  help: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.7 9.8a2.4 2.4 0 1 1 3.4 2.1c-.7.4-1.1.9-1.1 1.7M12 16.5v.01',
  mail: 'M3.500 6h17v12h-17zM3.500 7.500 12 13.500l8.500-6',
  download: 'M12 4v11M7.500 10.500 12 15l4.500-4.500M5 19.500h14',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  alert: 'M12 4 3 19.5h18zM12 10v4.5M12 17v.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  outside: 'M13 5h6v6M19 5l-9 9M16 14v5H5V8h5',
  folder: 'M3.500 6v12.500h17V8.500H12L9.500 6z',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  down: 'M6 9.5l6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  pencil: 'M4.5 19.5l1-4.5L15.5 5l3.5 3.5L9 18.500z',
  eye: 'M2.5 12S6 5.7 12 5.7 21.5 12 21.5 12 18 18.3 12 18.3 2.5 12 2.5 12zM12 14.600a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.200z',
  'eye-off':
    'M9.3 6.100A9 9 0 0 1 12 5.700c6 0 9.5 6.3 9.5 6.300a16 16 0 0 1-2.6 3.400M15.4 17.600a9 9 0 0 1-3.4.700C6 18.3 2.5 12 2.5 12a16 16 0 0 1 3.6-4.300M4 4l16 16',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  gear: 'M12 15.4a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM12 2.6v2.3M12 19.1v2.3M21.4 12h-2.3M4.9 12H2.6M18.6 5.4 17 7M7 17l-1.6 1.6M18.6 18.6 17 17M7 7 5.4 5.4M12 19.1a7.1 7.1 0 1 0 0-14.2 7.1 7.1 0 0 0 0 14.2z',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.500M19.9 3.400v3.800h-3.800',
  key: 'M10 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 11.5V21h5M10 16h3.5',
} as const

export type IconName = keyof typeof strokes

/** They point on, back or out, which is the other way where lines begin at the right. */
const turning: readonly IconName[] = ['next', 'back', 'outside']

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={turning.includes(name) ? 'icon turning' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
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
