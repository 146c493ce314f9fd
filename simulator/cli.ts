import { parseArgs } from 'node:util'
import { help, instructions, printable, requestLine, writeAuthority } from './print.ts'
import { startSimulator } from './server.ts'

const portOf = (text: string, name: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--${name} wants a port, not “${text}”`)
  return port
}

const interrupted = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8443' },
      'http-port': { type: 'string', default: '8480' },
      http2: { type: 'boolean', default: false },
      ipv6: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(help)
  const simulator = await startSimulator({
    port: portOf(values.port, 'port'),
    httpPort: portOf(values['http-port'], 'http-port'),
    http2: values.http2,
    ipv6: values.ipv6,
    onAnswered: request => console.log(requestLine(request)),
  })
  const authority = await writeAuthority(simulator.caPem)
  console.log(instructions(simulator, authority.file, values.ipv6))
  await interrupted()
  for (const { rule, message } of simulator.conduct()) console.log(printable(`conduct: ${rule}: ${message}`))
  await simulator.close()
  await authority.remove()
}

const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const taken = 'code' in error && error.code === 'EADDRINUSE'
  return taken ? `${error.message}. Choose others: --port 0 --http-port 0 takes free ones.` : error.message
}

const main = async (): Promise<void> => {
  try {
    await run()
  } catch (error) {
    console.error(explain(error))
    process.exit(1)
  }
}

void main()
