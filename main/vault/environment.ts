import { socketsOfSessionBus } from '../platform/session-bus/address.ts'

const NEEDED = /^(?:HOME|LANG|LANGUAGE|LC_\w+)$/

/** Leads nowhere: without a bus that the app itself would join, libsecret must not start or find another. */
const NO_BUS = 'unix:path=/dev/null/bus'

/**
 * The environment of the keychain's process. SECURITY: environment variables decide where libsecret puts secrets
 * (`SECRET_BACKEND`, `SNAP_NAME`, `SECRET_SERVICE_BUS_NAME`) and whose code its libraries load (`GIO_EXTRA_MODULES`,
 * `LD_PRELOAD`). So only what is needed is passed on, and the bus is the one that the app itself asks.
 */
export function keychainEnvironment(given: NodeJS.ProcessEnv, uid: number): Record<string, string> {
  const needed = Object.entries(given).filter((entry): entry is [string, string] => NEEDED.test(entry[0]))
  return {
    ...Object.fromEntries(needed),
    DBUS_SESSION_BUS_ADDRESS: socketsOfSessionBus(given, uid).map(address).join(';') || NO_BUS,
  }
}

// Keeps the bytes that need no escape: dbus.freedesktop.org/doc/dbus-specification.html, "Server Addresses"
const escaped = (path: string): string =>
  [...Buffer.from(path)]
    .map(byte => (/[-\w/.]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte)))
    .join('')
const hex = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`

const address = (socket: string): string =>
  socket.startsWith('\0') ? `unix:abstract=${escaped(socket.slice(1))}` : `unix:path=${escaped(socket)}`
