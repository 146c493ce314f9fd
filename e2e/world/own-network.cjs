// Runs in a network of its own (own-network.ts), and prints a line of JSON for whatever arrives there: on TCP and UDP
// ports, at the name server and at the group addresses that local names and devices are asked for at.
const { createSocket } = require('node:dgram')
const { createServer } = require('node:net')

const [first, count, nameServer, own] = process.argv.slice(2)
const say = arrival => void process.stdout.write(`${JSON.stringify(arrival)}\n`)
const listening = []

function hear(socket, ...where) {
  listening.push(new Promise(resolve => void socket.once('listening', resolve)))
  if ('bind' in socket) socket.bind(...where)
  else socket.listen(...where)
}

/** The name that a message of DNS asks for, and the kind of record. */
function question(message) {
  const labels = []
  let at = 12
  while (message[at] > 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]))
    at += message[at] + 1
  }
  return { name: labels.join('.').toLowerCase(), kind: message.readUInt16BE(at + 1), end: at + 5 }
}

// Those that a proxy or a page without a port would be at, too.
const ports = [9, 80, 443, ...Array.from({ length: Number(count) }, (_, index) => Number(first) + index)]
for (const port of ports) {
  hear(
    createServer(socket => {
      say({ by: 'tcp', port })
      socket.on('error', () => {})
      // Chromium has so many connections at once and no more.
      socket.on('data', () => socket.destroy())
    }),
    port,
    '::',
  )
  hear(
    createSocket('udp6', () => say({ by: 'udp', port })),
    port,
    '::',
  )
}

const A = 1
const names = createSocket('udp4', (message, { port, address }) => {
  const { name, kind, end } = question(message)
  say({ by: 'dns', name })
  const header = Buffer.from(message.subarray(0, end))
  header.writeUInt16BE(0x8180, 2)
  header.writeUInt16BE(kind === A ? 1 : 0, 6)
  header.writeUInt32BE(0, 8)
  const answer =
    kind === A ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...own.split('.').map(Number)]) : []
  names.send(Buffer.concat([header, Buffer.from(answer)]), port, address)
})
hear(names, 53, nameServer)

const local = createSocket({ type: 'udp4', reuseAddr: true }, message =>
  say({ by: 'dns', name: question(message).name }),
)
hear(local, 5353)
const devices = createSocket({ type: 'udp4', reuseAddr: true }, () => say({ by: 'udp', port: 1900 }))
hear(devices, 1900)

void Promise.all(listening).then(() => {
  local.addMembership('224.0.0.251', own)
  devices.addMembership('239.255.255.250', own)
  say({ by: 'ready' })
})
