import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { type BusConnection, connectToBus } from './bus-connection.ts'
import type { Desktop } from './desktop.ts'
import { eventually } from './eventually.ts'

/** A thing on screen as a screen reader sees it, with what is inside it. */
export interface Accessible {
  readonly role: string
  readonly name: string
  readonly description: string
  /** Those of `statesOfInterest` that it has. */
  readonly states: readonly string[]
  readonly children: readonly Accessible[]
}

/** The bus on which programs tell a screen reader what they show. */
export interface AccessibilityBus {
  /** The programs on it, with their windows in them. */
  programs(): Promise<readonly Accessible[]>
  /** Presses the button with this name as a screen reader does for the person, without any input. */
  press(name: string): Promise<void>
  /** The texts of live regions, oldest first. */
  announced(): readonly string[]
  close(): void
}

type Reference = readonly [owner: string, path: string]

const service = '/usr/share/dbus-1/services/org.a11y.Bus.service'
const registry = 'org.a11y.atspi.Registry'
const root = '/org/a11y/atspi/accessible/root'
const nobody = '/org/a11y/atspi/null'
const objectEvents = 'org.a11y.atspi.Event.Object'

/** By their bit in AtspiStateType. */
const statesOfInterest = {
  4: 'checked',
  8: 'enabled',
  9: 'expandable',
  10: 'expanded',
  11: 'focusable',
  12: 'focused',
}

/** Starts the bus that a desktop with a screen reader has. Programs that start from now on show themselves on it. */
export async function startAccessibilityBus(desktop: Desktop): Promise<AccessibilityBus> {
  const own = await connectToBus(await startBus(desktop))
  const announced: string[] = []
  async function hear(reference: Reference): Promise<void> {
    const [attributes] = await ask(own, reference, 'GetAttributes')
    const { 'container-live': live = 'off' } = attributes as Readonly<Record<string, string>>
    if (live !== 'off') announced.push((await textOf(own, reference)).replaceAll('\u00a0', ' '))
  }
  await own.listen(`type='signal',interface='${objectEvents}'`, ({ sender, path, member, body }) => {
    if (member !== 'TextChanged' || body[0] !== 'insert') return
    // If it is already gone, it was not in a lasting region.
    hear([sender, path]).catch(() => undefined)
  })
  await own.call({
    destination: registry,
    path: '/org/a11y/atspi/registry',
    interface: registry,
    member: 'RegisterEvent',
    signature: 's',
    body: ['object:text-changed'],
  })
  return {
    programs: async () => (await read(own, [registry, root])).children,
    async press(name) {
      const [destination, path] = await eventually(`a button “${name}”`, () =>
        find(own, [registry, root], name),
      )
      const target = { destination, path, interface: 'org.a11y.atspi.Action' }
      await own.call({ ...target, member: 'DoAction', signature: 'i', body: [0] })
    },
    announced: () => announced,
    close: () => own.close(),
  }
}

/** Its address. */
async function startBus({ bus, environment, owner }: Desktop): Promise<string> {
  const launcher = /^Exec=(\S+)/m.exec(await readFile(service, 'utf8'))?.[1] ?? ''
  const command = ['--pdeathsig', 'KILL', launcher, '--launch-immediately', '--a11y=1', '--screen-reader=1']
  spawn('setpriv', command, { ...owner, env: environment, stdio: 'ignore' })
  const target = { destination: 'org.a11y.Bus', path: '/org/a11y/bus', interface: 'org.a11y.Bus' }
  const [address] = await eventually('the accessibility bus', () =>
    bus.call({ ...target, member: 'GetAddress' }),
  )
  return String(address)
}

const ask = (bus: BusConnection, [destination, path]: Reference, member: string) =>
  bus.call({ destination, path, interface: 'org.a11y.atspi.Accessible', member })

async function textOf(bus: BusConnection, [destination, path]: Reference): Promise<string> {
  const target = { destination, path, interface: 'org.a11y.atspi.Text' }
  const [text] = await bus.call({ ...target, member: 'GetText', signature: 'ii', body: [0, -1] })
  return String(text)
}

async function find(bus: BusConnection, reference: Reference, name: string): Promise<Reference | null> {
  const [destination, path] = reference
  const property = { destination, path, interface: 'org.a11y.atspi.Accessible', name: 'Name' }
  const [[role], named] = await Promise.all([ask(bus, reference, 'GetRoleName'), bus.property(property)])
  if (role === 'push button' && String(named) === name) return reference
  const [children] = await ask(bus, reference, 'GetChildren')
  for (const child of (children as Reference[]).filter(each => each[1] !== nobody)) {
    const found = await find(bus, child, name)
    if (found !== null) return found
  }
  return null
}

async function read(bus: BusConnection, reference: Reference): Promise<Accessible> {
  const [destination, path] = reference
  const property = async (name: string): Promise<string> =>
    String(await bus.property({ destination, path, interface: 'org.a11y.atspi.Accessible', name }))
  const [name, description] = await Promise.all([property('Name'), property('Description')])
  const [[role], [states], [children]] = await Promise.all([
    ask(bus, reference, 'GetRoleName'),
    ask(bus, reference, 'GetState'),
    ask(bus, reference, 'GetChildren'),
  ])
  const [bits = 0] = states as number[]
  return {
    role: String(role),
    name,
    description,
    states: Object.entries(statesOfInterest).flatMap(([bit, state]) =>
      (bits >> Number(bit)) % 2 === 0 ? [] : [state],
    ),
    children: await Promise.all(
      (children as Reference[]).filter(child => child[1] !== nobody).map(child => read(bus, child)),
    ),
  }
}
