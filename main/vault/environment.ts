import { socketsOfSessionBus } from '../session-bus/address.ts'

const NEEDED = /^(?:HOME|LANG|LANGUAGE|LC_\w+)$/

/** Leads nowhere: where there is no bus that the app itself would join, libsecret is not to start or find another. */
const NO_BUS = 'unix:path=/dev/null/bus'

/**
 * The environment of the keychain's process. SECURITY: libsecret lets its environment choose where secrets go
 * (`SECRET_BACKEND`, `SNAP_NAME`, `SECRET_SERVICE_BUS_NAME`), and what it is built on lets it choose whose code is loaded
 * (`GIO_EXTRA_MODULES`, `LD_PRELOAD`). So it is a list of what is needed, and the bus is the one that the app asks itself.
 */
export function keychainEnvironment(given: NodeJS.ProcessEnv, uid: number): Record<string, string> {
  const needed = Object.entries(given).filter((entry): entry is [string, string] => NEEDED.test(entry[0]))
  return {
    ...Object.fromEntries(needed),
    DBUS_SESSION_BUS_ADDRESS: socketsOfSessionBus(given, uid).map(address).join(';') || NO_BUS,
  }
}

// dbus.freedesktop.org/doc/dbus-specification.html, "Server Addresses": what needs no escape
const escaped = (path: string): string =>
  [...Buffer.from(path)]
    .map(byte => (/[-\w/.]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte)))
    .join('')
const hex = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`

const address = (socket: string): string =>
  socket.startsWith('\0') ? `unix:abstract=${escaped(socket.slice(1))}` : `unix:path=${escaped(socket)}`
