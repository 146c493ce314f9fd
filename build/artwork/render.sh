#!/bin/sh
# Renders every PNG below build/ from the drawings. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"

render() {
  rsvg-convert --width "$2" --height "$2" --output "../$3" "$1"
}

mkdir -p ../icons ../tray

# Below 32 pixels the strokes of the large drawing blur.
render icon-small.svg 16 icons/16x16.png
for size in 32 48 64 128 256 512; do
  render ../icon.svg "$size" "icons/${size}x${size}.png"
done
render ../icon.svg 512 icon.png

for state in signed-out waiting signed-in problem; do
  render "tray-$state.svg" 22 "tray/$state.png"
  render "tray-$state.svg" 44 "tray/$state@2x.png"
  render "tray-${state}Template.svg" 16 "tray/${state}Template.png"
  render "tray-${state}Template.svg" 32 "tray/${state}Template@2x.png"
done
