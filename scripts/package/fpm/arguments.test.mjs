import { expect, test } from 'vitest'
import { readArguments } from './arguments.mjs'

const common = ['-s', 'dir', '--force', '-t', 'deb', '--architecture', 'amd64', '--name', 'latchkey']

test('reads what electron-builder asks of fpm', () => {
  const options = '-d libnss3 -d libgbm1 --deb-recommends gnome-keyring --deb-compression gz --description'
  const mappings = ['/build/unpacked/=/opt/Latchkey', '/a=b.png=/usr/share/a.png']
  const args = [...common, ...options.split(' '), 'A synopsis\n A paragraph\n', ...mappings]
  expect(readArguments(args)).toEqual({
    from: 'dir',
    type: 'deb',
    architecture: 'amd64',
    name: 'latchkey',
    owned: [],
    compression: 'gz',
    dependencies: ['libnss3', 'libgbm1'],
    recommended: ['gnome-keyring'],
    tags: [],
    description: 'A synopsis\n A paragraph\n',
    synopsis: 'A synopsis',
    paragraphs: ['A paragraph', ''],
    mappings: [
      { from: '/build/unpacked/', to: '/opt/Latchkey' },
      { from: '/a=b.png', to: '/usr/share/a.png' },
    ],
  })
})

test('an rpm has its synopsis from an option of its own', () => {
  const { synopsis, paragraphs } = readArguments([
    '--rpm-summary',
    'A synopsis',
    '--description',
    'A paragraph',
  ])
  expect({ synopsis, paragraphs }).toEqual({ synopsis: 'A synopsis', paragraphs: ['A paragraph'] })
})

test.each([['--after-upgrade'], ['--config-files'], ['a-file']])(
  'refuses what it does not know: %s',
  argument => {
    expect(() => readArguments([...common, argument])).toThrow(argument)
  },
)
