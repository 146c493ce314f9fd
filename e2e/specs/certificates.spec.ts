import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { createCertificates } from '../../simulator/certificates.ts'
import english from '../../common/locales/en.json' with { type: 'json' }
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'

const run = promisify(execFile)
const signIn = 'Sign in to Plex…'
const signedIn = 'Signed in as Ada Lovelace'

test.describe('an authority that this computer does not know', () => {
  test.use({ trusted: false })
  test('is named as that, with what to do; done, “Try again” works at once', async ({
    desktop,
    launch,
    person,
    simulator,
    tray,
  }) => {
    // A list of their own, of which this authority is not: two programs that make it at once would be in each other's way.
    await desktop.trust(createCertificates().caPem)
    const app = await launch()
    await tray.click(signIn)
    const window = windowOf(app)
    const page = await window.page()
    const { title, hint } = english.problems.authority
    await expect(page.getByText(title).first()).toBeVisible()
    await expect(page.getByText(hint).first()).toBeVisible()
    expect(simulator.log).toEqual([])
    await desktop.trust(simulator.caPem)
    await window.press('Try again')
    const { code } = await person.waitForCode()
    person.approve(code)
    await tray.waitForLabel(signedIn)
  })
})

test('shows no certificate of the person to a server that asks for one', async ({
  desktop,
  launch,
  tray,
}) => {
  const ours = createCertificates()
  await desktop.trust(ours.caPem)
  const person = await makeCertificate(desktop.home)
  const shown: unknown[] = []
  const server = createServer(
    { ...ours.identities.trusted, requestCert: true, rejectUnauthorized: false, ca: person },
    (socket: TLSSocket) => {
      shown.push(socket.getPeerCertificate().subject)
      socket.on('error', () => undefined).end('HTTP/1.1 503 ?\r\nContent-Length: 0\r\n\r\n')
    },
  )
  let asked = 0
  server.on('connection', () => asked++).on('tlsClientError', () => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const app = await launch({ hosts: { 'plex.tv': `127.0.0.1:${(server.address() as AddressInfo).port}` } })
  await tray.click(signIn)
  await expect((await app.window()).getByTestId('sign-in')).toHaveAttribute(
    'data-problem',
    // Electron 33 gives up such a connection by itself; later ones go on without a certificate.
    /^(?:certificate|service)$/,
  )
  expect(asked).toBeGreaterThan(0)
  expect(shown.filter(subject => subject !== undefined)).toEqual([])
  server.close()
})

/** Makes a certificate with its key in the person's list; returns it in PEM. */
async function makeCertificate(home: string): Promise<string> {
  const database = ['-d', `sql:${path.join(home, '.pki/nssdb')}`]
  const noise = path.join(home, 'tmp/noise')
  await writeFile(noise, randomBytes(64))
  const made = ['-x', '-n', 'person', '-s', 'CN=Ada Lovelace', '-t', 'CTu,Cu,u', '-k', 'ec', '-q', 'nistp256']
  await run('certutil', ['-S', ...database, ...made, '-z', noise])
  return (await run('certutil', ['-L', ...database, '-n', 'person', '-a'])).stdout
}
