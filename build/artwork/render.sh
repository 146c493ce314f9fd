#!/bin/sh
# Renders every PNG below build/ from the drawings. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"

render() {
  from=$1
  size=$2
  to=$3
  shift 3
  rsvg-convert --width "$size" --height "$size" --output "../$to" "$@" "$from"
}

mkdir -p ../icons ../tray
rm -f ../tray/*.png

# Below 32 pixels the strokes of the large drawing blur.
render icon-small.svg 16 icons/16x16.png
for size in 32 48 64 128 256 512; do
  render ../icon.svg "$size" "icons/${size}x${size}.png"
done
render ../icon.svg 512 icon.png

# One drawing for each state, in the colours of each style; macOS colours its own, in another size.
for state in signed-out waiting signed-in unconfirmed needs-you keychain-waits; do
  for style in coloured for-dark-panels for-light-panels; do
    for size in 22 24 32 44 48 64; do
      render "tray/$state.svg" "$size" "tray/$state-$style-$size.png" --stylesheet "tray/$style.css"
    done
  done
  render "tray/${state}Template.svg" 16 "tray/${state}Template.png"
  render "tray/${state}Template.svg" 32 "tray/${state}Template@2x.png"
done
