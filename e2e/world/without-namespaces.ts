const inside = String.raw`
export HOME=/tmp/home-of-games XDG_RUNTIME_DIR=/tmp/home-of-games
mkdir "$HOME" && chown games "$HOME" && chmod 700 "$HOME" || exit 1
as_games="setpriv --reuid=games --regid=games --clear-groups"
if $as_games unshare --user true 2>/dev/null; then echo "They can still be made"; exit 1; fi
$as_games sh -c '
  Xvfb -displayfd 3 -nolisten tcp 3>"$HOME/display" &
  until [ -s "$HOME/display" ]; do sleep 0.05; done
  DISPLAY=:$(cat "$HOME/display") exec dbus-run-session latchkey' >/tmp/said 2>&1 &
for _ in $(seq 600); do
  kill -0 $! 2>/dev/null || break
  for page in $(pgrep -f '^/opt/Latchkey/Latchkey --type=renderer'); do
    grep -q '^Seccomp:.2' "/proc/$page/status" || continue
    for each in pid net; do
      [ "$(readlink "/proc/$page/ns/$each")" != "$(readlink "/proc/self/ns/$each")" ] && echo "$each of its own"
    done
    [ -e "/proc/$page/root/etc" ] || echo "no files"
    exit
  done
  sleep 0.1
done
cat /tmp/said`

/**
 * A shell command that starts the installed app as an ordinary user who can make no user namespaces: in a chroot the
 * kernel allows none. It reports what the page's process cannot reach once its system calls are filtered.
 */
export const startWithoutNamespaces = `
cat >/root/inside <<'END'
${inside}
END
mkdir /changed-root && mount --rbind / /changed-root && exec chroot /changed-root bash /root/inside`
