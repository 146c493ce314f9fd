import { hostname } from 'node:os'
import en from '../../common/locales/en.json' with { type: 'json' }
import type { Accessible } from '../world/accessibility-bus.ts'
import { findViolations } from '../world/axe.ts'
import { runInPage } from '../world/in-page.ts'
import { keysIn } from '../world/keys.ts'
import { openWindow } from '../world/open-window.ts'
import { guard, startProxy } from '../world/proxy.ts'
import { expect, test } from '../world/screen-reader.ts'
import { windowOf } from '../world/window.ts'

const spelled = (code: string): string => Array.from(code).join(', ')

const everythingIn = (part: Accessible): readonly Accessible[] => [
  part,
  ...part.children.flatMap(everythingIn),
]

/** What a person acts on, and pictures: each is nothing without a name. */
const rolesOfControls = [
  'push button',
  'check box',
  'entry',
  'password text',
  'combo box',
  'image',
  'link',
  'dialog',
]

const { requestingCode, saving, signingOut } = en.state
const underWay = [requestingCode, saving, signingOut, en.window.announced.owed.replace(/\.$/, '')]

/** Each as `role “name” – description (states that are not the usual ones)`. */
const controlsIn = (program: Accessible): readonly string[] =>
  everythingIn(program)
    .filter(({ role }) => rolesOfControls.includes(role))
    .map(({ role, name, description, states }) => {
      const told = [
        ...(states.includes('checked') ? ['checked'] : []),
        ...(states.includes('expandable') ? [states.includes('expanded') ? 'expanded' : 'collapsed'] : []),
        ...(states.includes('enabled') || role === 'dialog' ? [] : ['disabled']),
      ]
      return `${role} “${name}”${description === '' ? '' : ` – ${description.replaceAll('\u00a0', ' ')}`}${told.length === 0 ? '' : ` (${told.join(', ')})`}`
    })

test('tells a screen reader what there is, and each change once', async ({
  launch,
  reader,
  tray,
  person,
  simulator,
}) => {
  test.setTimeout(120_000)
  const app = await launch()
  const window = await openWindow(app, tray)
  const look = (told: readonly string[]) =>
    expect.poll(async () => controlsIn((await reader.programs())[0]!)).toEqual(told)
  let heardBefore = 0
  /** What was said since the last time, sentence by sentence. What is under way is said where it takes long. */
  const hear = async (...sentences: readonly string[]) => {
    const heard = () =>
      reader
        .announced()
        .slice(heardBefore)
        .flatMap(words => words.split(/(?<=[.?!])\s/))
        .map(words => words.replace(/\.$/, '').trim())
        .filter(words => sentences.includes(words) || !underWay.includes(words))
    await expect.poll(heard).toEqual(sentences)
    heardBefore = reader.announced().length
  }
  const button = (name: string) => window.getByRole('button', { name, exact: true })
  const settings = 'push button “Settings”'

  await look(['push button “Get a code”', settings])
  await hear()

  const slow = simulator.fault('mint', { kind: 'hang' }, 1)
  await button('Get a code').click()
  await hear('Getting a code from plex.tv…')
  await look([
    'push button “Copy code” (disabled)',
    'push button “Cancel”',
    'push button “Open plex.tv/link” (disabled)',
    settings,
  ])
  slow.clear()
  await button('Cancel').click()
  await hear('Cancelled')

  await button('Get a code').click()
  await expect(window.getByTestId('link-code')).toBeVisible()
  const { code } = simulator.latestPin()!
  await hear(`Enter this code at plex.tv/link: ${spelled(code)}`)
  const ticket = [
    `image “Code: ${spelled(code)}”`,
    'push button “Copy code”',
    'push button “Read the code again”',
    `image “QR code that opens plex.tv/link with the code ${spelled(code)} filled in”`,
  ]
  for (const _time of ['once', 'once more']) {
    await button(en.window.approval.readAgain).press('Space')
    await hear(`Code: ${spelled(code)}`)
  }
  await look([...ticket, 'push button “Cancel”', 'push button “Open plex.tv/link”', settings])
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  await hear('plex.tv is having trouble')
  await look([
    ...ticket,
    'push button “Try now”',
    'push button “Cancel”',
    'push button “Open plex.tv/link”',
    settings,
  ])
  outage.clear()
  await hear('plex.tv answers again', 'Waiting for you to approve')
  await button('Copy code').click()
  await hear('Copied')
  await expect(button('Copy code')).toBeVisible()
  await button('Copy code').click()
  await hear('Copied')
  simulator.expire(simulator.latestPin()!)
  await hear(
    'This code was used or refused elsewhere',
    'Plex ended it before its time, and nobody was signed in here',
    'Get a new code to try again',
  )
  await look(['push button “Get a new code”', settings])

  await button('Get a new code').click()
  await expect(window.getByTestId('link-code')).toBeVisible()
  const next = simulator.latestPin()!
  await hear(`Enter this code at plex.tv/link: ${spelled(next.code)}`)
  person.approve(next.code)
  await hear('Signed in as Ada Lovelace')
  await expect(window.getByText('Grace’s films')).toBeVisible()
  await look([
    'push button “Signed in as Ada Lovelace” (collapsed)',
    settings,
    'push button “Check now” – Plex was asked a moment ago; this works again soon (disabled)',
    'push button “Refresh”',
    'push button “Open Attic in Plex” – Online · Yours · 1.43.0',
    'push button “Open Old box in Plex” – Offline · Yours · 1.43.0',
    'push button “Open Grace’s films in Plex” – Online · Shared by \u2068grace\u2069 · 1.43.0',
    'push button “New key”',
    'push button “Sign out”',
  ])
  await window.getByTestId('account-menu').click()
  const menu = everythingIn((await reader.programs())[0]!).filter(({ role }) => role.startsWith('menu'))
  await window.getByRole('menuitem', { name: 'Show e-mail' }).click()
  await hear('ada@example.com')
  await button('Refresh').click()
  await hear('3 servers')
  await window.getByTestId('account-menu').click()
  await window.getByRole('menuitem', { name: 'Sign in again…' }).click()
  await expect(window.getByTestId('sign-in-again')).toBeVisible()
  await look([
    'dialog “Sign in again? Signing in again replaces your sign-in. Latchkey signs this computer out first.”',
    'push button “Cancel”',
    'push button “Sign in again”',
  ])
  await window.keyboard.press('Escape')
  await button('Sign out').click()
  await hear('Signed out', 'Your sign-in is revoked at Plex')
  await look(['push button “See your devices at Plex”', 'push button “Get a code”', settings])

  const cancelled = await person.startSignIn()
  await hear(`Enter this code at plex.tv/link: ${spelled(cancelled.code)}`)
  await person.cancelSignIn()
  await hear('Cancelled')
  person.approve(cancelled.code)
  await expect(window.getByTestId('late-claim')).toBeVisible()
  await look([
    'dialog “You approved a sign-in that you had cancelled It is for \u2068Ada Lovelace\u2069. If you close this window, Latchkey asks again when you open it.”',
    'push button “Revoke it”',
    'push button “Keep it”',
  ])
  await button('Revoke it').click()
  await hear('The sign-in that you had cancelled is not kept', 'Your sign-in is revoked at Plex')

  const [program] = await reader.programs()
  expect(everythingIn(program!).find(({ role }) => role === 'frame')?.name).toBe('Latchkey')
  expect(menu.map(({ role, name, description }) => [role, name, description.split(' ')[0]])).toEqual([
    ['menu', 'Signed in as Ada Lovelace', 'Signed'],
    ['menu item', 'Show e-mail', ''],
    ['menu item', 'Sign in again…', ''],
  ])
})

test('reads the form of a proxy that asks, and what comes of it, once', async ({
  launch,
  reader,
  tray,
  simulator,
}) => {
  const gate = await startProxy(simulator.port)
  gate.conduct(guard(asked => asked.includes('Basic YWRhOnJpZ2h0'), 'Basic realm="office"'))
  const app = await launch({
    environment: { XDG_CURRENT_DESKTOP: 'sway', https_proxy: `http://127.0.0.1:${gate.port}` },
  })
  const window = await openWindow(app, tray)
  await expect.poll(async () => controlsIn((await reader.programs())[0]!)).not.toEqual([])
  const { proxyLogin } = en.window
  const { title, hint } = en.problems['proxy-password']
  const told = () => reader.announced().filter(words => !words.includes(requestingCode))

  await window.getByRole('button', { name: 'Get a code' }).click()
  await expect.poll(told).toEqual([`${title}. ${hint}`])
  const form = window.getByTestId('proxy-login')
  await form.getByLabel(proxyLogin.username).fill('ada')
  await form.getByLabel(proxyLogin.password).fill('wrong')
  await form.getByRole('button', { name: proxyLogin.use }).click()
  const refused = proxyLogin.refused.replace('{proxy}', `127.0.0.1:${gate.port}`)
  await expect
    .poll(() => told().filter(words => words !== proxyLogin.trying))
    .toEqual([`${title}. ${hint}`, refused])
  expect(controlsIn((await reader.programs())[0]!)).toEqual([
    `entry “${proxyLogin.username}”`,
    `password text “${proxyLogin.password}”`,
    `push button “${proxyLogin.use}”`,
    'push button “Try again”',
    'push button “Settings”',
  ])
  expect(await findViolations(window)).toEqual([])
  await form.getByLabel(proxyLogin.password).fill('right')
  await form.getByRole('button', { name: proxyLogin.use }).click()
  await expect(window.getByTestId('link-code')).toBeVisible()
  await expect
    .poll(() =>
      told()
        .slice(2)
        .filter(words => words !== proxyLogin.trying),
    )
    .toHaveLength(1)
  await gate.close()
})

test('takes up what a screen reader presses for a person, and not what a script of the page does', async ({
  launch,
  reader,
  tray,
  simulator,
  desktop,
}) => {
  const app = await launch()
  await tray.waitForLabel(en.action.signIn)
  await tray.activate()
  // Not by Playwright: what it asks a page counts as a press.
  const controls = async () => (await reader.programs()).flatMap(controlsIn)
  await expect.poll(controls).toContain(`push button “${en.window.start.get}”`)
  const refused = await runInPage(
    app,
    async () => {
      const { latchkey } = globalThis as unknown as {
        latchkey: { session: { openAuthorizedDevices(): Promise<void> } }
      }
      const button = document.querySelector<HTMLButtonElement>('button.primary')!
      button.click()
      button.dispatchEvent(new MouseEvent('click', { bubbles: true }))
      // What a label passes on is trusted, whoever clicked it.
      const label = Object.assign(document.createElement('label'), { textContent: 'a' })
      const box = Object.assign(document.createElement('input'), { type: 'checkbox' })
      label.append(box)
      document.body.append(label)
      label.click()
      label.remove()
      const calls = Array.from({ length: 60 }, () => latchkey.session.openAuthorizedDevices())
      return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length
    },
    null,
  )
  expect(refused).toBe(60)
  expect(simulator.pins()).toEqual([])
  await reader.press(en.window.start.get)
  await expect.poll(controls).toContain(`push button “${en.action.openLinkPage}”`)
  await reader.press(en.action.openLinkPage)
  await expect
    .poll(() => desktop.openedUrls())
    .toEqual([`https://plex.tv/link/?pin=${simulator.latestPin()!.code}`])
})

test('reads the pages of keys, and says each change once', async ({
  app,
  reader,
  tray,
  person,
  simulator,
}) => {
  test.setTimeout(120_000)
  const page = await openWindow(app, tray)
  await person.signIn()
  const keys = keysIn(windowOf(app), tray)
  await expect(page.getByText('Grace’s films')).toBeVisible()
  await expect.poll(async () => controlsIn((await reader.programs())[0]!)).not.toEqual([])
  const look = (told: readonly string[]) =>
    expect.poll(async () => controlsIn((await reader.programs())[0]!)).toEqual(told)
  await expect.poll(() => reader.announced().at(-1)).toContain('Signed in as Ada Lovelace')
  let before = reader.announced().length
  const hear = async (...sentences: readonly string[]) => {
    const making = /^(?:Making |Plex has made it|Looking up)/
    const heard = () =>
      reader
        .announced()
        .slice(before)
        .flatMap(words => words.split(/(?<=[.?!])\s/))
        .map(words => words.replace(/\.$/, ''))
        .filter(words => !making.test(words))
    await expect.poll(heard).toEqual(sentences)
    before = reader.announced().length
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const back = 'push button “Back”'
  const newKey = 'push button “New key”'

  await keys.open()
  await hear('Keys')
  await look([back, newKey])
  await page.getByTestId('new-key').click()
  await hear('New key')
  await page.getByTestId('create-key').click()
  await hear('Give it a name: Plex lists it under that')
  await page.getByTestId('key-name').fill('Kometa')
  await page.getByTestId('key-program').selectOption({ label: 'Kometa' })
  await page.getByTestId('key-server').selectOption({ label: 'Attic' })
  await look([
    back,
    'entry “Name” – Plex lists it as “\u2068Kometa (' + hostname() + ')\u2069”.',
    'combo box “For” – Latchkey shows where this program wants it. (collapsed)',
    'combo box “Server” – Latchkey shows this server’s addresses with the key. The key itself opens every server that you can reach. (collapsed)',
    'push button “Cancel”',
    'push button “Create key”',
  ])
  await page.getByTestId('create-key').click()
  await expect(page.getByTestId('key-page')).toBeVisible()
  await hear('The key “\u2068Kometa\u2069” is made')
  await look([
    back,
    'push button “Show the key”',
    'push button “Copy key”',
    'push button “Look up its addresses”',
    'push button “Copy lines with the key”',
    'push button “Copy lines without it”',
  ])
  await button('Show the key').click()
  await hear('The key is shown for 30 seconds')
  await button('Hide the key').click()
  await hear('The key is hidden again')
  await page.getByTestId('copy-key').click()
  await hear('Copied')
  await keys.done()
  await hear('Keys')
  simulator.configure({ linking: 'refused' })
  await keys.create('Tautulli')
  await expect(page.getByTestId('by-hand')).toBeVisible()
  const { code } = simulator.latestPin()!
  await hear(
    'New key',
    `To approve “\u2068Tautulli\u2069”, enter this code at plex.tv/link: ${spelled(code)}`,
  )
  await look([
    back,
    `image “Code: ${spelled(code)}”`,
    'push button “Copy code”',
    'push button “Read the code again”',
    `image “QR code that opens plex.tv/link with the code ${spelled(code)} filled in”`,
    'push button “Cancel”',
    'push button “Open plex.tv/link”',
  ])
  await page.getByTestId('cancel-key').click()
  await button('Back').click()
  await hear('New key', 'Keys')
  await look([
    back,
    newKey,
    'push button “Kometa: show or copy this key” – for \u2068Attic\u2069 · Handed out just now · copied',
    'push button “Rename Kometa”',
    'push button “Revoke Kometa”',
  ])
  await (await keys.row('Kometa')).getByTestId('revoke-key').click()
  await look([back, newKey, 'push button “Keep”', 'push button “Revoke”'])
  const focused = everythingIn((await reader.programs())[0]!).find(({ states }) => states.includes('focused'))
  expect(focused?.name).toBe(
    'Revoke “\u2068Kometa\u2069”? The program that has it is refused as soon as Plex knows.',
  )
  await page.getByTestId('confirm-revoke').click()
  await hear('“\u2068Kometa\u2069” is being revoked')
})
