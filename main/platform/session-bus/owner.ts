import { BUS, type Connection } from './connection.ts'
import { BusError, busErrorCode } from './port.ts'

interface How {
  /** Whether a service that is not running may be started. */
  readonly start: boolean
  /** How many milliseconds are left. */
  readonly left: () => number
}

const UNIQUE = /^:[\w.-]{1,254}$/

/** The unique name of the program that owns a name on the bus. Rejects with a `BusError`. */
export async function ownerOf(bus: Pick<Connection, 'ask'>, name: string, how: How): Promise<string> {
  if (name.startsWith(':') || name === BUS.destination) return name
  const owner = async () => {
    const question = { ...BUS, member: 'GetNameOwner', signature: 's', values: [name], returns: 's' } as const
    const reply = await bus.ask({ ...question, within: how.left() })
    const unique = reply.values[0] as string
    if (!UNIQUE.test(unique)) throw new BusError('odd-reply')
    return unique
  }
  try {
    return await owner()
  } catch (error) {
    if (!how.start || busErrorCode(error) !== 'org.freedesktop.DBus.Error.NameHasNoOwner') throw error
  }
  const start = {
    ...BUS,
    member: 'StartServiceByName',
    signature: 'su',
    values: [name, 0],
    returns: 'u',
  } as const
  await bus.ask({ ...start, within: how.left() })
  return owner()
}
