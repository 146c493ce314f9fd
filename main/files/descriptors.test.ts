import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demandDescriptors } from './descriptors.ts'

const limit = (most: string | number) =>
  execFileSync('prlimit', ['--pid', String(process.pid), `--nofile=${most}:`])
const [, before = ''] = /open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
const opened = () => readdirSync('/proc/self/fd').length
const fillers: number[] = []

function exhaust() {
  try {
    for (;;) fillers.push(openSync('/dev/null', 'r'))
  } catch (error) {
    expect(error).toMatchObject({ code: 'EMFILE' })
  }
}

beforeAll(() => void limit(Math.max(...readdirSync('/proc/self/fd').map(Number)) + 200))
afterAll(() => void limit(before))

it.each([
  [8, 'EMFILE'],
  [24, 'EMFILE'],
  [100, null],
])('tells whether a process can be started with %i file descriptors left', (left, code) => {
  const used = opened()
  exhaust()
  for (const each of fillers.splice(0, left)) closeSync(each)
  let thrown: unknown = null
  try {
    demandDescriptors()
  } catch (error) {
    thrown = (error as NodeJS.ErrnoException).code
  }
  for (const each of fillers.splice(0)) closeSync(each)
  expect([thrown, opened()]).toEqual([code, used])
})
