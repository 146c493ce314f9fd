#!/bin/sh
# Runs as root after the files of a deb, rpm or pacman package are in place: a first install or an upgrade.
set -e

ln -sf /opt/Latchkey/latchkey /usr/bin/latchkey

# In a chroot, as where an image is made, the kernel is not the one that will run Latchkey: its answers do not count.
in_chroot() { ischroot || systemd-detect-virt --quiet --chroot; } 2>/dev/null

# Chromium's sandbox needs user namespaces that ordinary users can make, or else this helper setuid root.
# Asked as an ordinary user: root can make them where others cannot. HAZARD: where AppArmor restricts them, an empty one is
# made all the same, and refused is what makes it of use: to map its users.
if ! in_chroot &&
  setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user --map-root-user true 2>/dev/null; then
  chmod 0755 /opt/Latchkey/chrome-sandbox
else
  chmod 4755 /opt/Latchkey/chrome-sandbox
fi

# Ubuntu 24.04 and newer allow user namespaces to programs with a profile only. The system's own copy of what the profile
# refers to says whether its AppArmor understands it: one before 4.0 knows neither the restriction nor this profile, and
# needs none. Whether AppArmor is on is only asked for loading it: the next start of the system loads what is there.
profile=/etc/apparmor.d/latchkey
if [ -e /etc/apparmor.d/abi/4.0 ] && cp /opt/Latchkey/resources/apparmor-profile "$profile" 2>/dev/null; then
  if ! in_chroot && apparmor_status --enabled; then
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
  fi >/dev/null 2>&1
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
