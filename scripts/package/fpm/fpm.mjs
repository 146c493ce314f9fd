#!/usr/bin/env node
// Replaces fpm where that cannot be downloaded. electron-builder calls it only for development packages.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from './arguments.mjs'
import { makeDeb } from './deb.mjs'
import { makePacman } from './pacman.mjs'
import { makeRpm } from './rpm.mjs'
import { stage } from './stage.mjs'
import { cache } from '../../shared/paths.mjs'

const makers = { deb: makeDeb, rpm: makeRpm, pacman: makePacman }
// Nobody downloads these packages, so speed matters more than size.
const level = 1

const wanted = readArguments(process.argv.slice(2))
mkdirSync(cache, { recursive: true })
const work = mkdtempSync(join(cache, 'fpm-'))
try {
  const root = join(work, 'root')
  mkdirSync(root)
  rmSync(wanted.file, { force: true })
  makers[wanted.type](wanted, { work, root, level, ...stage(root, wanted.mappings) })
} finally {
  rmSync(work, { recursive: true, force: true })
}
