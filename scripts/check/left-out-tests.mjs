import { existsSync, readFileSync } from 'node:fs'
import { whyNotComparableHere } from '../baselines/drawn-with.mjs'
import { which } from '../shared/command.mjs'
import { runtimeFile } from '../shared/paths.mjs'

/** @returns {Partial<import('../bootstrap/runtime.mjs').Runtime>} */
function readRuntime() {
  try {
    return JSON.parse(readFileSync(runtimeFile, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * Facts of this computer that end-to-end tests depend on.
 * @returns {{ mayMount: boolean, maySplitNetwork: boolean, mayInstall: boolean, developmentOnly: boolean, whyNoPictures?: string | undefined }}
 */
function thisComputer() {
  return {
    mayMount: process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/dev/fuse'),
    maySplitNetwork: process.platform === 'linux' && process.getuid?.() === 0,
    mayInstall: process.platform === 'linux' && process.getuid?.() === 0 && which('apt-get') !== undefined,
    developmentOnly: readRuntime().developmentOnly === true,
    whyNoPictures: whyNotComparableHere(),
  }
}

/**
 * The end-to-end tests that cannot be run here, and why: what they are about is not there.
 * @returns {{ file: string, reason: string }[]}
 */
export function leftOutTests(computer = thisComputer()) {
  const { mayInstall, mayMount, maySplitNetwork, developmentOnly, whyNoPictures } = computer
  const left = []
  if (!maySplitNetwork) {
    left.push({ file: 'hardening-network.spec.ts', reason: 'a network of its own takes Linux and root' })
  }
  if (!mayMount) {
    left.push({ file: 'silent-disk.spec.ts', reason: 'a disk that never answers takes root and FUSE' })
  }
  if (!mayInstall) left.push({ file: 'installed.spec.ts', reason: 'installing a package takes root and apt' })
  if (!developmentOnly) {
    left.push({ file: 'packages.spec.ts', reason: 'packages for release are made by electron-builder alone' })
  }
  if (!mayInstall || !developmentOnly) {
    left.push({ file: 'by-root.spec.ts', reason: 'it takes root, apt and the packages for development' })
  }
  if (whyNoPictures !== undefined) left.push({ file: 'baselines.spec.ts', reason: whyNoPictures })
  return left
}
