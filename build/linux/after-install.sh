#!/bin/sh
# Runs as root after the files of a deb, rpm or pacman package are in place: a first install or an upgrade.
set -e

ln -sf /opt/Latchkey/latchkey /usr/bin/latchkey

# Chromium's sandbox needs user namespaces that ordinary users can make, or else this helper setuid root.
# Asked as an ordinary user: root can make them where others cannot. HAZARD: where AppArmor restricts them, an empty one is
# made all the same, and refused is what makes it of use: to map its users.
if setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user --map-root-user true 2>/dev/null; then
  chmod 0755 /opt/Latchkey/chrome-sandbox
else
  chmod 4755 /opt/Latchkey/chrome-sandbox
fi

# Ubuntu 24.04 and newer allow user namespaces to programs with a profile only. AppArmor before 4.0 knows neither the
# restriction nor this profile, and needs none.
profile=/opt/Latchkey/resources/apparmor-profile
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp "$profile" /etc/apparmor.d/latchkey
  # In a chroot, as when an image is made, there is no kernel to tell.
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache /etc/apparmor.d/latchkey || true
  fi
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
