import { describe, expect, it } from 'vitest'
import type { Unlasting } from '../../common/asking-program.ts'
import { askerIn } from './asker.ts'
import type { Seen } from './program-of.ts'

const FILES: Readonly<Record<string, string>> = {
  bash: '/usr/bin/bash',
  sh: '/usr/bin/dash',
  zsh: '/usr/bin/zsh',
  python3: '/usr/bin/python3.11',
  node: '/usr/bin/node',
  perl: '/usr/bin/perl',
  konsole: '/usr/bin/konsole',
  systemd: '/usr/lib/systemd/systemd',
  cron: '/usr/sbin/cron',
  sshd: '/usr/sbin/sshd',
  make: '/usr/bin/make',
  timeout: '/usr/bin/timeout',
  kometa: '/opt/kometa/kometa',
}

/** A process by its command line, as `/proc/PID/cmdline` has it. */
function seen(command: string, over: Partial<Seen> = {}): Seen {
  const words = command.split(' ')
  const [name = ''] = words
  return { file: FILES[name.replace(/^-/, '')] ?? name, words, folder: '/home/ada', name, ...over }
}

const terminal = [seen('bash'), seen('konsole'), seen('systemd --user')]
const hidden = seen('mystery', { file: null })

describe('who asks', () => {
  it.each<[what: string, processes: readonly Seen[], path: string | null, unlasting: Unlasting | null]>([
    ['a script', [seen('bash /home/ada/backup.sh --all'), ...terminal], '/home/ada/backup.sh', null],
    [
      'a script by its name in its folder',
      [seen('bash backup.sh'), ...terminal],
      '/home/ada/backup.sh',
      null,
    ],
    [
      'a script that leaves its folder',
      [seen('bash ../ada/./backup.sh'), ...terminal],
      '/home/ada/backup.sh',
      null,
    ],
    [
      'a script of a shell with words of its own',
      [seen('bash -eu -o pipefail ./a.sh -c x'), ...terminal],
      '/home/ada/a.sh',
      null,
    ],
    ['a script behind two dashes', [seen('sh -- backup.sh'), ...terminal], '/home/ada/backup.sh', null],
    ['a script of Python', [seen('python3 -u kometa.py --run'), ...terminal], '/home/ada/kometa.py', null],
    [
      'a script of Node',
      [seen('node --no-warnings -r ./hook.js sync.mjs'), ...terminal],
      '/home/ada/sync.mjs',
      null,
    ],
    ['a script of Perl', [seen('perl -w -I lib sync.pl'), ...terminal], '/home/ada/sync.pl', null],
    ['a program', [seen('kometa --run'), ...terminal], '/opt/kometa/kometa', null],
    [
      'a program that has a shell run the command',
      [seen('sh -c latchkey'), seen('python3 /opt/x.py')],
      '/opt/x.py',
      null,
    ],
    [
      'a script behind timeout',
      [seen('timeout 5 latchkey'), seen('bash /home/ada/backup.sh')],
      '/home/ada/backup.sh',
      null,
    ],
    ['a shell that somebody types into', terminal, '/usr/bin/bash', 'shell'],
    ['a shell of a login', [seen('-zsh'), seen('sshd')], '/usr/bin/zsh', 'shell'],
    ['a shell that reads what comes', [seen('bash -s'), ...terminal], '/usr/bin/bash', 'shell'],
    [
      'a shell with words that nobody knows',
      [seen('bash --surprise backup.sh'), ...terminal],
      '/usr/bin/bash',
      'shell',
    ],
    ['a script out of a pipe', [seen('bash /dev/fd/63'), ...terminal], '/usr/bin/bash', 'shell'],
    [
      'a shell with a line, of nobody who is seen',
      [seen('sh -c latchkey'), hidden],
      '/usr/bin/dash',
      'shell',
    ],
    ['a line of cron', [seen('sh -c latchkey'), seen('cron -f')], '/usr/sbin/cron', 'starter'],
    ['a module of Python', [seen('python3 -m kometa'), ...terminal], '/usr/bin/python3.11', 'starter'],
    ['a line of Python', [seen('python3 -c import_os'), ...terminal], '/usr/bin/python3.11', 'starter'],
    [
      'Node with words that nobody knows',
      [seen('node --loader evil.mjs --surprise ok.mjs'), ...terminal],
      '/usr/bin/node',
      'starter',
    ],
    ...[
      '/usr/bin/python3.13t kometa.py',
      '/usr/bin/python3.11-dbg -u kometa.py',
      '/usr/bin/perl5.36-x86_64-linux-gnu kometa.py',
      '/usr/bin/node-20 kometa.py',
      '/usr/bin/ruby-mri kometa.py',
      '/usr/bin/php-cgi8.2 kometa.py',
      '/usr/bin/busybox sh kometa.py',
    ].map((command): [string, readonly Seen[], string, Unlasting | null] => [
      `a script of an interpreter by another name: ${command}`,
      [seen(command), ...terminal],
      '/home/ada/kometa.py',
      null,
    ]),
    ...[
      '/usr/bin/mawk BEGIN{}',
      '/usr/bin/gawk -f a.awk',
      '/usr/bin/sed e',
      '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 /opt/kometa/kometa',
      '/usr/lib/electron33/electron /opt/app',
      '/usr/bin/guile a.scm',
      '/usr/bin/uv run a.py',
      '/usr/bin/dotnet a.dll',
      '/usr/lib/erlang/erts/bin/beam.smp -s a',
      '/usr/bin/qemu-x86_64 /opt/kometa/kometa',
      '/usr/bin/sqlite3',
      '/usr/bin/less',
      '/usr/bin/gnome-shell',
      '/usr/bin/sway',
    ].map((command): [string, readonly Seen[], string, Unlasting | null] => [
      `what runs whatever it is given: ${command}`,
      [seen('sh -c latchkey'), seen(command), ...terminal],
      command.split(' ')[0]!,
      'starter',
    ]),
    [
      'a line of Node that names a script',
      [seen('node --eval=1 ok.mjs'), ...terminal],
      '/usr/bin/node',
      'starter',
    ],
    ['a line of Node, printed', [seen('node --print=1 ok.mjs'), ...terminal], '/usr/bin/node', 'starter'],
    [
      'a line of fish that names a script',
      [seen('/usr/bin/fish -C /home/ada/ok.sh'), ...terminal],
      '/usr/bin/fish',
      'shell',
    ],
    ['a program of busybox', [seen('/usr/bin/busybox wget x'), ...terminal], '/usr/bin/busybox', 'starter'],
    [
      'a script behind bwrap',
      [seen('/usr/bin/bwrap latchkey'), seen('bash backup.sh')],
      '/home/ada/backup.sh',
      null,
    ],
    ['make', [seen('sh -c latchkey'), seen('make all'), ...terminal], '/usr/bin/make', 'starter'],
    ['a terminal that was told what to run', [seen('konsole -e latchkey')], '/usr/bin/konsole', 'starter'],
    [
      'a program that was deleted while it runs',
      [seen('kometa', { file: '/opt/kometa/kometa (deleted)' })],
      '/opt/kometa/kometa',
      'replaced',
    ],
    [
      'a program whose name would turn the text around',
      [seen('x', { file: '/opt/a\u202eb' })],
      '/opt/a b',
      'unreadable',
    ],
    [
      'a script of a folder that is not seen',
      [seen('bash backup.sh', { folder: null })],
      '/usr/bin/bash',
      'shell',
    ],
    ['a process that is not seen', [hidden, ...terminal], null, 'unseen'],
    ['nobody', [], null, 'unseen'],
  ])('is %s', (_what, processes, path, unlasting) => {
    const asker = askerIn(processes)
    expect([asker.program?.path ?? null, asker.unlasting]).toEqual([path, unlasting])
  })

  it('comes with its command line and what started it, the nearest first, on lines that can be shown', () => {
    const long = seen(`bash ${'x'.repeat(300)}`)
    const asker = askerIn([
      seen('bash backup.sh --name=a\nb\u202e'),
      seen('python3 /opt/run.py'),
      ...terminal,
      hidden,
      long,
    ])
    expect(asker.program?.command).toBe('bash backup.sh --name=a b')
    expect(asker.chain).toEqual([
      '/opt/run.py',
      'bash',
      'konsole',
      'systemd',
      'mystery',
      expect.stringMatching(/^\/home\/ada\/x+$/),
    ])
    expect(asker.chain.every(each => each.length <= 200)).toBe(true)
    const command = `kometa ${'x'.repeat(300)}`
    expect(askerIn([seen(command)]).program?.command).toBe(`${command.slice(0, 200)}…`)
    expect(askerIn([seen('kometa'), ...Array.from({ length: 20 }, () => seen('bash'))]).chain).toHaveLength(8)
  })
})
