#!/usr/bin/env node
// Stands in for fpm where that cannot be downloaded. electron-builder calls it for development packages only.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from './fpm/arguments.mjs'
import { makeDeb } from './fpm/deb.mjs'
import { makePacman } from './fpm/pacman.mjs'
import { makeRpm } from './fpm/rpm.mjs'
import { stage } from './fpm/stage.mjs'
import { cache } from './paths.mjs'

const makers = { deb: makeDeb, rpm: makeRpm, pacman: makePacman }
// Nobody downloads these packages: what counts is how soon they are there.
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
