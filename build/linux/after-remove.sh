#!/bin/sh
# Runs as root after the files of a package are gone. What people have in their home folders (settings, the autostart
# entry, which does nothing without the program) and in their keychains is theirs: see "Taking it away" in the README.
set -e

# During an upgrade the next version is already here, or comes at once: dpkg says "upgrade", rpm that one is left.
case "$1" in
  upgrade | failed-upgrade | abort-install | abort-upgrade | disappear | 1) exit 0 ;;
esac

rm -f /usr/bin/latchkey

if [ -f /etc/apparmor.d/latchkey ]; then
  if command -v apparmor_parser >/dev/null && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove /etc/apparmor.d/latchkey || true
  fi
  rm -f /etc/apparmor.d/latchkey
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
