#!/bin/sh
# Runs as root after the files of a package are gone. Settings in home folders and what is in keychains belong to the
# people: see "Taking it away" in the README.
set -e

# During an upgrade the next version is already here, or comes at once: dpkg says "upgrade", rpm that one is left.
case "$1" in
  upgrade | failed-upgrade | abort-install | abort-upgrade | disappear | 1) exit 0 ;;
esac

rm -f /usr/bin/latchkey

# "Start at login" of each person here, as that person, since a path in a home folder can lead anywhere. A home on a
# server that does not answer holds nothing up.
getent passwd | while IFS=: read -r _ _ uid gid _ home _; do
  timeout --signal=KILL 5 setpriv --reuid="$uid" --regid="$gid" --clear-groups sh -c '
    for entry in "$1/app.latchkey.latchkey.desktop" "$1/latchkey.desktop"; do
      if [ -f "$entry" ] && grep -qF "\"/opt/Latchkey/latchkey\"" "$entry"; then rm -f "$entry"; fi
    done
  ' sh "$home/.config/autostart" </dev/null >/dev/null 2>&1 || true
done

if [ -f /etc/apparmor.d/latchkey ]; then
  # Silent where there is nothing to unload it from. In a chroot the kernel is another system's, which may have its own.
  if ! { ischroot || systemd-detect-virt --quiet --chroot; }; then
    apparmor_parser --remove /etc/apparmor.d/latchkey || true
  fi >/dev/null 2>&1
  rm -f /etc/apparmor.d/latchkey
fi
# What AppArmor makes of a profile, for each kernel that it was loaded into.
rm -f /var/cache/apparmor/*/latchkey

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
