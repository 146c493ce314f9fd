import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandAt } from '../common/command-at.ts'
import { beginnings } from './command-file.ts'
import { firstWords, optionNames, verbNames } from './verbs.ts'

/**
 * Switches of Chromium and Electron, which follow them before any script runs: those that scripts, desktops and people
 * give, and every short word among them. Sources: Chromium's `*_switches.cc`, Electron's documentation.
 */
const OF_CHROMIUM =
  `allow-file-access app app-id auth-server-whitelist class data-path default-tile-width diag disable-gpu
  disable-http-cache display dump-dom enable-logging env extensions-on-chrome-urls fast-start flag-switches-begin
  force-fieldtrials headless help-wanted hidden-network host host-resolver-rules host-rules ignore-certificate-errors
  incognito inspect inspect-brk install-chrome-app js-flags kiosk lang log-file log-level log-net-log long-timeout
  make-chrome-default mute-audio name new-window no-experiments no-first-run no-pings no-proxy-server no-sandbox
  no-startup-window no-zygote o oobe-skip origin-trial-public-key ozone-platform password-store pack-extension parent-window
  print-to-pdf process-per-site product-version profile profile-directory profiling-file proxy-auto-detect
  proxy-bypass-list proxy-pac-url proxy-server remote-debugging-pipe remote-debugging-port repl restart restore-last-session
  sandbox-ipc screenshot service-sandbox-type single-process site-per-process ssl-key-log-file start-maximized test-type
  timeout touch-events trace trace-startup trusted-download-sources try-chrome-again type uninstall url user-agent
  user-data-dir utility-sub-type v version vmodule wait-for-debugger winhttp-proxy-resolver window-name window-size
  window-position zygote`.split(/\s+/)

it('no option has the name of a switch that Chromium would follow', () => {
  expect(optionNames.filter(name => OF_CHROMIUM.includes(name))).toEqual([])
})

it('every verb is told from a start', () => {
  for (const name of firstWords) expect(commandAt([name, '--json']), name).toBe(0)
})

describe('the launcher', () => {
  const script = readFileSync(join(import.meta.dirname, '../build/linux/latchkey'), 'utf8')
  it('knows all that a command begins with, and nothing else', () => {
    const [, words = ''] = /^ {2}([^\n]*)\)$/m.exec(script.replaceAll(/ \\\n\s*/g, ' ')) ?? []
    expect(words.split(' | ').toSorted()).toEqual(beginnings.toSorted())
  })
})

it('a verb of two words has a first one that is a verb', () => {
  expect(verbNames.filter(name => !firstWords.includes(name.split(' ')[0] as never))).toEqual([])
})
