import { describe, expect, it } from 'vitest'
import { machineId } from './machine-id.ts'

const id = '4c4c4544005810368051b5c04f464d32'
const never = () => Promise.reject(new Error('asked a program'))
const unread = () => Promise.reject(new Error('read a file'))

describe('the number of this computer', () => {
  it.each([
    [{ '/etc/machine-id': `${id}\n` }, id],
    [{ '/etc/machine-id': id.toUpperCase() }, id],
    [{ '/var/lib/dbus/machine-id': `${id}\n` }, id],
    [{ '/etc/machine-id': '', '/var/lib/dbus/machine-id': id }, id],
    [{ '/etc/machine-id': 'uninitialized\n' }, null],
    [{ '/etc/machine-id': '0'.repeat(32) }, null],
    [{ '/etc/machine-id': `${id}0` }, null],
    [{}, null],
  ])('on Linux, of the files %j, is %j', async (files, expected) => {
    const read = async (path: string) => new Map(Object.entries(files)).get(path) ?? ''
    expect(await machineId('linux', { read, ask: never })).toBe(expected)
  })

  it.each([
    ['  | {\n  |   "IOPlatformUUID" = "4C4C4544-0058-1036-8051-B5C04F464D32"\n  | }', id],
    ['  | {\n  | }', null],
    ['', null],
  ])('on macOS, of the answer %j, is %j', async (answer, expected) => {
    const asked: unknown[] = []
    const ask = async (...question: unknown[]) => {
      asked.push(question)
      return answer
    }
    expect(await machineId('darwin', { read: unread, ask })).toBe(expected)
    expect(asked).toEqual([['/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']]])
  })

  it.each([
    [
      '\r\nHKEY_LOCAL_MACHINE\\…\r\n    MachineGuid    REG_SZ    4c4c4544-0058-1036-8051-b5c04f464d32\r\n',
      id,
    ],
    ['ERROR: the system was unable to find the key', null],
  ])('on Windows, of the answer %j, is %j', async (answer, expected) => {
    expect(await machineId('win32', { read: unread, ask: async () => answer })).toBe(expected)
  })

  it('is unknown where nobody answers, and on other systems', async () => {
    expect(
      await Promise.all([
        machineId('darwin', { read: unread, ask: never }),
        machineId('win32', { read: unread, ask: never }),
        machineId('freebsd', { read: unread }),
      ]),
    ).toEqual([null, null, null])
  })
})
