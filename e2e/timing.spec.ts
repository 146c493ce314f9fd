import { percentile as exactPercentile } from './bench/figures.ts'
import { expect, test } from './test.ts'

const percentile = (values: readonly number[], rank: number) => Math.round(exactPercentile(values, rank))

const rounds = 10

test.describe(`over ${rounds} sign-ins`, () => {
  test.setTimeout(180_000)

  test('shows the code within 300 ms and one round trip of the click, and keeps the token within 3 s of the approval', async ({
    app,
    tray,
    person,
    simulator,
    desktop,
  }, testInfo) => {
    await tray.waitForLabel('Sign in to Plex…')
    const toCode: number[] = []
    const toKeychain: number[] = []
    let clicked = -Infinity
    for (let round = 0; round < rounds; round++) {
      // The app leaves five seconds between two PINs; what is measured is the way from the click, not that pause.
      await expect.poll(() => performance.now() - clicked, { timeout: 7_000 }).toBeGreaterThan(5_500)

      const opened = app.electron.waitForEvent('window')
      clicked = performance.now()
      await tray.click('Sign in to Plex…')
      const window = await opened
      await window.getByTestId('link-code').waitFor()
      toCode.push(performance.now() - clicked)

      const approved = performance.now()
      const token = person.approve(simulator.latestPin()!.code)
      await expect
        .poll(() => desktop.keychain.find('Latchkey', 'plex-token'), { intervals: [25], timeout: 5_000 })
        .toBe(token)
      toKeychain.push(performance.now() - approved)
      await tray.waitForLabel(/^Signed in as /)
      await window.close()
      await person.signOut(token)
    }
    const figures = {
      'tray click to code visible, ms': { p50: percentile(toCode, 50), p95: percentile(toCode, 95) },
      'approval to token in the keychain, ms': {
        p50: percentile(toKeychain, 50),
        p95: percentile(toKeychain, 95),
      },
    }
    console.log(figures)
    await testInfo.attach('figures.json', {
      body: JSON.stringify(figures, null, 2),
      contentType: 'application/json',
    })
    expect(percentile(toCode, 50)).toBeLessThan(300)
    expect(Math.max(...toKeychain)).toBeLessThan(3_000)
  })
})
