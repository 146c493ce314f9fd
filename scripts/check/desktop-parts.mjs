/** @import { Requirement } from '../bootstrap/system-requirements.mjs' */

/** @type {(kind: Requirement['kind']) => (name: string, apt: string) => Requirement} */
const of = kind => (name, apt) => ({ kind, name, apt: [apt] })

const program = of('program')
const file = of('file')

const wayland = [program('wl-copy', 'wl-clipboard'), program('weston-flower', 'weston')]
const xfwm4 = [
  program('xdotool', 'xdotool'),
  program('import', 'imagemagick'),
  program('xprop', 'x11-utils'),
  program('xsetroot', 'x11-xserver-utils'),
  program('xfwm4', 'xfwm4'),
]
const x11 = [...xfwm4, program('openbox', 'openbox')]
const mesa = file('/usr/lib/x86_64-linux-gnu/dri/swrast_dri.so', 'libgl1-mesa-dri')
const extension = '/usr/share/gnome-shell/extensions/ubuntu-appindicators@ubuntu.com/metadata.json'

/** What the pictures of a desktop in docs/ take, by Debian's names. */
export const picturedParts = [
  program('xfce4-panel', 'xfce4-panel'),
  program('xfce4-terminal', 'xfce4-terminal'),
  ...xfwm4,
]

/**
 * What each spec in e2e/desktops needs besides what all end-to-end tests need, by Debian's names.
 * @type {Record<string, Requirement[]>}
 */
export const desktopParts = {
  gnome: [
    program('gnome-shell', 'gnome-shell'),
    // Notifications are a program of their own there.
    program('gjs', 'gjs'),
    file(extension, 'gnome-shell-extension-appindicator'),
    file('/usr/lib/python3/dist-packages/dbusmock/__init__.py', 'python3-dbusmock'),
    file('/usr/libexec/xdg-desktop-portal-gnome', 'xdg-desktop-portal-gnome'),
    program('gsettings', 'libglib2.0-bin'),
    file('/usr/lib/x86_64-linux-gnu/girepository-1.0/Gtk-3.0.typelib', 'gir1.2-gtk-3.0'),
    mesa,
    ...wayland,
  ],
  kwin: [
    program('kwin_wayland', 'kwin-wayland'),
    file('/usr/lib/x86_64-linux-gnu/qt5/plugins/platforms/libqwayland-generic.so', 'qtwayland5'),
    ...wayland,
  ],
  sway: [program('sway', 'sway'), program('waybar', 'waybar'), ...wayland, ...x11],
  weston: wayland,
  orca: [program('orca', 'orca'), program('speech-dispatcher', 'speech-dispatcher'), ...x11],
  panels: [
    program('xfce4-panel', 'xfce4-panel'),
    program('mate-panel', 'mate-panel'),
    program('lxqt-panel', 'lxqt-panel'),
    program('tint2', 'tint2'),
    ...x11,
  ],
  keychains: [
    program('keepassxc', 'keepassxc'),
    program('kwalletd5', 'libkf5wallet-bin'),
    // Without it KWallet has nothing to encrypt a secret with on its way.
    file('/usr/lib/x86_64-linux-gnu/qca-qt5/crypto/libqca-ossl.so', 'libqca-qt5-2-plugins'),
    ...x11,
  ],
  notifications: [
    program('dunst', 'dunst'),
    program('mako', 'mako-notifier'),
    file('/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd', 'xfce4-notifyd'),
    program('sway', 'sway'),
    program('waybar', 'waybar'),
    ...wayland,
    ...x11,
  ],
}
