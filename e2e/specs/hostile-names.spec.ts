import { expect, test } from '../world/test.ts'

const title = '<b>Tom</b> & <img src="https://evil.example/x.png"/> _Jerry_'

test('shows a name that is markup, and has a mnemonic in it, as it is', async ({
  app,
  tray,
  person,
  simulator,
  notifications,
  window,
}) => {
  const { code } = await person.startSignIn()
  await window.close()
  await expect.poll(() => app.windowCount()).toBe(0)
  person.approve(code, simulator.account({ title }))
  const { body } = await notifications.waitFor('Signed in to Plex')
  expect(body).toBe(
    'Signed in as &lt;b&gt;Tom&lt;/b&gt; &amp; &lt;img src="https://evil.example/x.png"/&gt; _Jerry_.',
  )
  await expect.poll(() => tray.labels()).toContain(`Signed in as ${title}`)
  expect(await tray.tooltip()).toBe(`Latchkey – signed in as ${title}`)
})
