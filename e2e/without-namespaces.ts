const inside = String.raw`
mount -t proc proc /proc && echo 0 >/proc/sys/user/max_user_namespaces || exit 1
export HOME=/tmp/home-of-games XDG_RUNTIME_DIR=/tmp/home-of-games
mkdir "$HOME" && chown games "$HOME" && chmod 700 "$HOME" || exit 1
as_games="setpriv --reuid=games --regid=games --clear-groups"
if $as_games unshare --user true 2>/dev/null; then echo "They can still be made"; exit 1; fi
$as_games xvfb-run --auto-servernum dbus-run-session latchkey >/tmp/said 2>&1 &
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
 * A shell's command that starts the installed app as an ordinary user of a system, made of user namespaces, in which such
 * users can make none; it says what the process that draws the window cannot get at once its system calls are filtered.
 */
export const startWithoutNamespaces = `
cat >/root/inside <<'END'
${inside}
END
unshare --user --mount --pid --net --fork --kill-child bash -c '
  until [ -n "$(cat /proc/self/uid_map)" ]; do sleep 0.05; done
  exec setpriv --reuid=0 --regid=0 --clear-groups bash /root/inside' &
until child=$(cat /proc/$!/task/$!/children) && [ -n "$child" ]; do sleep 0.05; done
for map in gid_map uid_map; do
  until echo "0 0 65536" 2>/dev/null >"/proc/\${child% }/$map"; do sleep 0.05; done
done
wait`
