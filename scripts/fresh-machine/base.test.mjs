import { expect, test } from 'vitest'
import { chooseSources, networkSettings } from './base.mjs'

const debian = [
  'http://deb.debian.org/debian bookworm',
  'http://deb.debian.org/debian bookworm-updates',
  'http://deb.debian.org/debian-security bookworm-security',
]

test('takes Debian from where this computer takes it, and nothing that others offer there', () => {
  const targets = `http://mirror.example/debian/ bookworm main
http://mirror.example/debian/ bookworm contrib
http://mirror.example/debian/ bookworm-backports main
http://security.example/ bookworm-security main
https://browsers.example/apt stable main
https://clouds.example/apt cloud-bookworm main
`
  expect(chooseSources(targets)).toEqual([
    'http://mirror.example/debian/ bookworm',
    'http://security.example/ bookworm-security',
  ])
})

test.each([
  ['apt names nothing', ''],
  ['it is another release', 'http://mirror.example/debian/ trixie main\n'],
  [
    'it is no Debian',
    'http://archive.example/ubuntu/ noble main\nhttp://archive.example/ubuntu/ noble universe\n',
  ],
  ['only updates of the release are named', 'http://mirror.example/debian/ bookworm-updates main\n'],
])('takes Debian from Debian where %s', (_why, targets) => {
  expect(chooseSources(targets)).toEqual(debian)
})

test('hands on what apt is told of the network, and nothing else', () => {
  const dump = `Acquire "";
Acquire::cdrom::mount "/media/cdrom/";
Acquire::http::Proxy "http://proxy.example:3128/";
Acquire::https::CAInfo "/etc/ssl/own.pem";
Acquire::Retries "3";
Acquire::Languages "";
`
  expect(networkSettings(dump)).toBe(`Acquire::http::Proxy "http://proxy.example:3128/";
Acquire::https::CAInfo "/etc/ssl/own.pem";
Acquire::Retries "3";
`)
})
