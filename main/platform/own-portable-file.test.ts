import { describe, expect, it } from 'vitest'
import { ownPortableFile } from './own-portable-file.ts'

const given = {
  PORTABLE_EXECUTABLE_FILE: String.raw`D:\Tools\Latch key.exe`,
  PORTABLE_EXECUTABLE_DIR: String.raw`D:\Tools`,
  PORTABLE_EXECUTABLE_APP_FILENAME: 'latchkey',
  TEMP: String.raw`C:\Users\ada\AppData\Local\Temp`,
}
const unpacked = String.raw`C:\Users\ada\AppData\Local\Temp\2xGmKq\Latchkey.exe`
const installed = String.raw`C:\Users\ada\AppData\Local\Programs\latchkey\Latchkey.exe`

describe('the portable app that the app runs from', () => {
  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['from a folder of its own', given, unpacked],
    [
      'in other letters',
      { ...given, PORTABLE_EXECUTABLE_DIR: 'd:\\tools\\', TEMP: given.TEMP.toUpperCase() },
      unpacked,
    ],
    [
      'from the folder of the launcher',
      given,
      String.raw`C:\Users\ada\AppData\Local\Temp\nsx1.tmp\app\Latchkey.exe`,
    ],
  ])('is what the environment says, unpacked %s', (_what, environment, program) => {
    expect(ownPortableFile(environment, program)).toBe(given.PORTABLE_EXECUTABLE_FILE)
  })

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['nothing is said', {}, unpacked],
    ...Object.keys(given).flatMap((name): Array<[string, NodeJS.ProcessEnv, string]> => [
      [`${name} is not said`, { ...given, [name]: undefined }, unpacked],
      [`${name} is empty`, { ...given, [name]: '' }, unpacked],
      [`${name} is somebody else’s`, { ...given, [name]: String.raw`E:\Other` }, unpacked],
      [`${name} depends on where it is asked`, { ...given, [name]: 'Other' }, unpacked],
    ]),
    ['it is installed', given, installed],
    ['it is beside the folder for temporary files', given, `${given.TEMP}2\\Latchkey.exe`],
    ['it is on another drive', given, String.raw`D:\Tools\Latchkey.exe`],
  ])('is none where %s', (_what, environment, program) => {
    expect(ownPortableFile(environment, program)).toBe(null)
  })
})
