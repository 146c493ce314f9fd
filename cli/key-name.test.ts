import { describe, expect, it } from 'vitest'
import { keyName } from './key-name.ts'

describe('the name of a key', () => {
  it.each([
    ['that was given', 'backup', 'backup.sh', 'backup'],
    ['of the program', undefined, 'backup.sh', 'backup.sh'],
    ['of a program, as it is seen', undefined, 'my  backup.sh', 'my backup.sh'],
  ])('is the one %s', (_which, given, program, expected) => {
    expect(keyName(given, program)).toBe(expected)
  })

  it.each([
    ['nobody knows', undefined],
    ['is empty', ''],
    ['nobody sees', '\u200b'],
    ['cannot be shown', 'a\nb'],
    ['is too long to be one', 'x'.repeat(201)],
  ])('has to be given where that of the program %s', (_which, program) => {
    expect(() => keyName(undefined, program)).toThrow(
      expect.objectContaining({ reason: 'unnamed', exit: 'usage' }),
    )
  })
})
