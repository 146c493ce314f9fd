import { firstWords, optionNames, valueOf } from './verbs.ts'

/** By this we know a file as ours. */
export const MARK = 'Made by "latchkey install-command". Latchkey may write it anew.'

const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`

/** What a command begins with, as `case` of a shell has it. */
export const beginnings: readonly string[] = [
  ...firstWords,
  '-h',
  '-V',
  ...optionNames.flatMap(name => (valueOf(name) === null ? [`--${name}`] : [`--${name}`, `--${name}=*`])),
]

/**
 * A command that starts the program as build/linux/latchkey does. Chromium reads these switches before any script runs, so
 * only what starts it can give them.
 */
export const commandFile = (program: string): string => `#!/bin/sh
# ${MARK}
case "\${1-}" in
  ${beginnings.join(' | ')})
    if [ "$(PATH=\${PATH:-/usr/bin:/bin} uname)" = Linux ] && [ -z "\${DISPLAY-}\${WAYLAND_DISPLAY-}" ]; then
      set -- --ozone-platform=headless --disable-gpu "$@"
    fi
    set -- --log-level=3 "$@"
    ;;
esac
exec ${quoted(program)} "$@"
`
