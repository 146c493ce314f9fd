#!/usr/bin/env bash
# enter.sh BASE ROOM REPOSITORY KEPT COMMAND...
# Runs in namespaces of its own, which end with it: what it mounts is gone then, also when it is killed.
# BASE is a system, which nothing is written to; ROOM an empty folder. Folders of the clone named in KEEP are copied to KEPT.
set -euo pipefail
base=$1 room=$2 repository=$3 kept=$4
shift 4

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$room"
mkdir "$room"/{changes,work,root}
root=$room/root
mount -t overlay -o "lowerdir=$base,upperdir=$room/changes,workdir=$room/work" overlay "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
for folder in dev/shm tmp run; do mount -t tmpfs -o mode=1777 tmpfs "$root/$folder"; done

# Copies what is there to the same place in the machine.
bring() {
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$root$(dirname "$path")"
    # A link that leads nowhere, as a certificate that is gone leaves one behind, is left out.
    cp --recursive --dereference --remove-destination --no-target-directory "$path" "$root$path" ||
      [ -n "$(find -L "$path" -type l -print -quit)" ]
  done
}
bring /etc/resolv.conf /etc/hosts /etc/ssl/certs "$NODE" "$NPM" "$(dirname "$(dirname "$NODE")")/include/node"
# What npm is told of its registry. It is not kept: the machine lives in memory.
bring "${npm_config_globalconfig:-}"
if [ -e "${npm_config_userconfig:-}" ]; then cp "$npm_config_userconfig" "$root/root/.npmrc"; fi
for program in npm npx; do ln --symbolic --force "$NPM/bin/$program-cli.js" "$root$(dirname "$NODE")/$program"; done

# Whoever runs this may not be who the repository belongs to.
printf '[safe]\n\tdirectory = *\n' > "$room/gitconfig"
clone=/root/latchkey
GIT_CONFIG_GLOBAL=$room/gitconfig git clone --quiet "$repository" "$root$clone"

environment=(HOME=/root LANG=C.UTF-8 LATCHKEY_FRESH_MACHINE=1 "PATH=$(dirname "$NODE"):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
passed_on='CI|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|CURL_CA_BUNDLE|(http|https|no)_proxy|HTTPS?_PROXY|NO_PROXY'
passed_on="$passed_on|npm_config_(registry|cafile|proxy|https_proxy|noproxy)|ELECTRON_MIRROR|LATCHKEY_\w+"
while IFS= read -r name; do environment+=("$name=${!name}"); done < <(compgen -e | grep --extended-regexp --line-regexp "$passed_on")

code=0
env --ignore-environment "${environment[@]}" chroot "$root" sh -c 'cd "$0" && exec "$@"' "$clone" "$@" || code=$?
for folder in $KEEP; do
  if [ -e "$root$clone/$folder" ]; then
    mkdir -p "$kept"
    cp --archive "$root$clone/$folder" "$kept/"
  fi
done
exit "$code"
