import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { eventually } from './eventually.ts'
import { repository } from './runtime.ts'

/** A connection to a port, or a request for a name. */
export type Arrival =
  | { readonly by: 'tcp' | 'udp'; readonly port: number }
  | { readonly by: 'dns'; readonly name: string }

/** A network with nothing else on it, and addresses of every kind that all belong to this computer. */
export interface OwnNetwork {
  /** Runs a command on it. */
  readonly command: (command: readonly string[], folder: string) => readonly [string, ...string[]]
  /** What has arrived so far. */
  arrivals(): readonly Arrival[]
  /** How many connections were begun and datagrams sent on it, as the kernel counts. */
  sent(): Promise<{ readonly connections: number; readonly datagrams: number }>
  close(): Promise<void>
}

export const firstPort = 20_000
const nameServer = '10.0.0.53'
const own = '10.0.0.2'

const addresses = [
  `${own}/24`,
  `${nameServer}/24`,
  '169.254.7.7/16',
  '192.168.7.7/24',
  '203.0.113.7/24',
  'fd00::7/64',
  '2001:db8::7/64',
]

const setUp = `set -e
ip link set lo up
ip link add near type veth peer name far
ip link set far up
ip link set near multicast on up
for address in ${addresses.join(' ')}; do
  case $address in *:*) ip addr add $address dev near nodad;; *) ip addr add $address dev near;; esac
done
ip route add default via ${own} dev near
ip -6 route add default dev near
for file in resolv.conf nsswitch.conf; do mount --bind "$1/$file" /etc/$file; done
shift
exec "$@"`

/**
 * Makes one, with listeners on this many ports; `folder` has the files `resolv.conf` and `nsswitch.conf`. Needs root.
 */
export async function startOwnNetwork(folder: string, ports: number): Promise<OwnNetwork> {
  const listener = [process.execPath, path.join(repository, 'e2e/world/own-network.cjs')]
  const given = [String(firstPort), String(ports), nameServer, own]
  const unshare = ['--net', '--mount', 'sh', '-c', setUp, 'sh', folder, ...listener, ...given]
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...unshare], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const arrived: Arrival[] = []
  let ready = false
  createInterface(child.stdout).on('line', line => {
    const arrival = JSON.parse(line) as Arrival | { readonly by: 'ready' }
    if (arrival.by === 'ready') ready = true
    else arrived.push(arrival)
  })
  await eventually('the network', () => ready)

  async function counter(file: string, name: string): Promise<number> {
    const text = await readFile(`/proc/${child.pid}/net/${file}`, 'utf8')
    if (file === 'snmp6') return Number(new RegExp(`^${name}\\s+(\\d+)$`, 'm').exec(text)?.[1])
    const [protocol = '', field = ''] = name.split('.')
    const [names = [], values = []] = text
      .split('\n')
      .filter(line => line.startsWith(`${protocol}:`))
      .map(line => line.split(' '))
    return Number(values[names.indexOf(field)])
  }

  return {
    command: (command, workingFolder) => [
      'nsenter',
      '--target',
      String(child.pid),
      '--net',
      '--mount',
      // Where this is a changed root, a mount namespace alone would lead out of it.
      '--root',
      `--wd=${workingFolder}`,
      ...command,
    ],
    arrivals: () => arrived,
    sent: async () => ({
      connections: await counter('snmp', 'Tcp.ActiveOpens'),
      datagrams: (await counter('snmp', 'Udp.OutDatagrams')) + (await counter('snmp6', 'Udp6OutDatagrams')),
    }),
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

export const resolverConfiguration = `nameserver ${nameServer}\noptions timeout:1 attempts:1\n`
export const nameSources = 'hosts: files dns\n'
