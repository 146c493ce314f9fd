import { commandOptions } from './command-options.ts'

const ASKING = ['-h', '--version', '-V']

/**
 * Switches of the app that have a value, which Chromium reads behind `=` alone: `--ozone-platform wayland` is a start, which
 * says what is wrong with it.
 */
const VALUED =
  /^--(?:class|(?:dis|en)able-features|display|font-render-hinting|force-(?:color-profile|device-scale-factor)|gtk-version|high-dpi-support|host-resolver-rules|lang|ozone-platform(?:-hint)?|password-store|proxy-(?:bypass-list|pac-url|server)|use-(?:angle|gl)|wayland-text-input-version|xdg-portal-required-version)$/

/**
 * Where the command of a command line begins, if it has one: with an option of ours, or with the first argument that is no
 * switch and looks like a word. What desktops and systems add are switches, addresses and paths.
 * @param given the arguments alone
 */
export function commandAt(given: readonly string[]): number | undefined {
  const isValue = (index: number) => VALUED.test(given[index - 1] ?? '')
  const at = given.findIndex(
    (argument, index) =>
      isOurs(argument) || argument === '--' || (!argument.startsWith('-') && !isValue(index)),
  )
  const [found = ''] = given.slice(at)
  return at >= 0 && (isOurs(found) || /^[a-z][a-z-]{0,31}$/.test(found)) ? at : undefined
}

function isOurs(argument: string): boolean {
  const [, name = ''] = /^--([a-z-]+)(?:=|$)/.exec(argument) ?? []
  return ASKING.includes(argument) || Object.hasOwn(commandOptions, name)
}
