import fc from 'fast-check'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { PERMISSIONS_POLICY } from './permissions-policy.ts'
import { ASKS_PAGE, createPage, ORIGIN, PAGE, SCHEME } from './page.ts'

/** Content Security Policy Level 3 §6, and Trusted Types §4: a directive with a typing error protects nothing. */
const DIRECTIVES = new Set(
  `base-uri child-src connect-src default-src font-src form-action frame-ancestors frame-src img-src manifest-src
  media-src object-src report-to require-trusted-types-for sandbox script-src script-src-attr script-src-elem
  style-src style-src-attr style-src-elem trusted-types upgrade-insecure-requests worker-src`.split(/\s+/),
)

let root: string
let language: string
let reported: string[]
let serve: ReturnType<typeof createPage>['serve']

/** As scripts/build/entries.mjs makes them. */
const script = (language: string, part: string) =>
  `var latchkeyText;(latchkeyText||={}).${part}=(()=>({language:'${language}',messages:{}}))();\n` +
  `if(typeof module==='object')module.exports=latchkeyText.${part}`

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
  for (const folder of ['renderer', 'text']) mkdirSync(join(root, folder))
  for (const name of [
    'index.html',
    'index.js',
    'style.css',
    'index.js.map',
    'asks.html',
    'asks.js',
    'asks.css',
  ])
    writeFileSync(join(root, 'renderer', name), `this is ${name}`)
  writeFileSync(
    join(root, 'renderer', 'asks.html'),
    '<html lang="{language}" dir="{direction}"><script src="text/{language}/asks.js">',
  )
  for (const name of ['de', 'ar', 'en']) {
    mkdirSync(join(root, 'text', name))
    for (const part of ['common', 'window', 'pages', 'asks', 'cli'])
      writeFileSync(join(root, 'text', name, `${part}.js`), script(name, part))
  }
  language = 'de'
  reported = []
  writeFileSync(join(root, 'main.cjs'), 'sentinel')
  serve = createPage(
    root,
    () => language,
    what => void reported.push(what),
  ).serve
})
afterAll(() => rmSync(root, { recursive: true }))

async function answer(url: string, method = 'GET') {
  const response = await serve({ url, method })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
    policy: response.headers.get('content-security-policy'),
  }
}
const absent = {
  status: 404,
  type: null,
  text: '',
  policy: expect.stringContaining("default-src 'none'") as string,
}

describe('the page', () => {
  it('has an address that nothing else has', () => {
    expect({ SCHEME, ORIGIN, PAGE, ASKS_PAGE }).toEqual({
      SCHEME: 'app',
      ORIGIN: 'app://latchkey',
      PAGE: 'app://latchkey/index.html',
      ASKS_PAGE: 'app://latchkey/asks.html',
    })
  })

  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['index.js', 'text/javascript; charset=utf-8'],
    ['style.css', 'text/css; charset=utf-8'],
    ['asks.js', 'text/javascript; charset=utf-8'],
    ['asks.css', 'text/css; charset=utf-8'],
    ['text/de/common.js', 'text/javascript; charset=utf-8', script('de', 'common')],
    ['text/de/window.js', 'text/javascript; charset=utf-8', script('de', 'window')],
    ['text/de/pages.js', 'text/javascript; charset=utf-8', script('de', 'pages')],
    ['text/de/asks.js', 'text/javascript; charset=utf-8', script('de', 'asks')],
  ])('is made of %s', async (name, type, text = `this is ${name}`) => {
    expect(await answer(`${ORIGIN}/${name}`)).toEqual({
      status: 200,
      type,
      text,
      policy: expect.stringContaining("default-src 'none'") as string,
    })
  })

  it('says which language it is in, where its lines begin, and loads the text of that one', async () => {
    const page = async (spoken: string) => {
      language = spoken
      const html = await answer(ASKS_PAGE)
      const { text } = await answer(`${ORIGIN}/text/${spoken}/asks.js`)
      language = 'de'
      return [html.text, text]
    }
    expect(await page('de')).toEqual([
      '<html lang="de" dir="ltr"><script src="text/de/asks.js">',
      script('de', 'asks'),
    ])
    expect(await page('ar')).toEqual([
      '<html lang="ar" dir="rtl"><script src="text/ar/asks.js">',
      script('ar', 'asks'),
    ])
  })

  it.each([
    ['is empty', () => ''],
    ['is cut off', (whole: string) => whole.slice(0, 40)],
    ['ends too early', (whole: string) => whole.split('\n')[0] ?? ''],
    ['fails', () => 'throw new Error()'],
    ['is of another language', () => script('ar', 'window')],
    ['is gone', () => null],
  ])('says a part in English where theirs %s, and the log says so once', async (_what, spoil) => {
    const [name, file] = ['text/de/window.js', join(root, 'text/de/window.js')]
    const spoilt = spoil(script('de', 'window'))
    if (spoilt === null) rmSync(file)
    else writeFileSync(file, spoilt)
    const told: string[] = []
    const page = createPage(
      root,
      () => 'de',
      what => void told.push(what),
    )
    const served = async (path: string) =>
      (await page.serve({ url: `${ORIGIN}/${path}`, method: 'GET' })).text()
    const texts = [await served(name), await served(name), await served('text/de/pages.js')]
    writeFileSync(file, script('de', 'window'))
    expect({ texts, told }).toEqual({
      texts: [script('en', 'window'), script('en', 'window'), script('de', 'pages')],
      told: ['A part of the text in de cannot be read: it is in English'],
    })
  })

  it.each([
    ['/', 'GET'],
    ['/index.js.map', 'GET'],
    ['/de.js', 'GET'],
    ['/text/de.js', 'GET'],
    ['/text/de/cli.js', 'GET'],
    ['/text/ar/common.js', 'GET'],
    ['/renderer/index.js', 'GET'],
    ['/../main.cjs', 'GET'],
    ['/..%2fmain.cjs', 'GET'],
    ['/%2e%2e/main.cjs', 'GET'],
    ['/.%2e/main.cjs', 'GET'],
    ['/%252e%252e/main.cjs', 'GET'],
    ['/..\\main.cjs', 'GET'],
    ['/..%5cmain.cjs', 'GET'],
    ['//main.cjs', 'GET'],
    ['/index.html/../../main.cjs', 'GET'],
    ['/index.html%00.cjs', 'GET'],
    ['/index.html/', 'GET'],
    ['/INDEX.HTML', 'GET'],
    ['/constructor', 'GET'],
    ['/__proto__', 'GET'],
    ['/index.html', 'POST'],
    ['/index.html', 'HEAD'],
    ['/index.html', 'get'],
  ])('has nothing at %s for %s', async (path, method) => {
    expect(await answer(`${ORIGIN}${path}`, method)).toEqual(absent)
  })

  it.each([
    'app://other/index.html',
    'app://latchkey.example/index.html',
    'app://latchkey:8080/index.html',
    'app:///index.html',
    'app:index.html',
    'https://latchkey/index.html',
    'file:///etc/passwd',
  ])('is not at %s', async url => {
    expect(await answer(url)).toEqual(absent)
  })

  it('shows nothing from outside its folder, whatever the path', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '%2f',
      '\\',
      '%5c',
      '/',
      '//',
      'main.cjs',
      'index.html',
      '%00',
      '?',
      '#',
    )
    const up = fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2E.'), { maxLength: 4 })
    const path = fc.oneof(
      fc.array(part, { maxLength: 8 }).map(parts => parts.join('')),
      fc
        .tuple(up, fc.constantFrom('main.cjs', 'index.html'))
        .map(([above, name]) => [...above, name].join('/')),
    )
    const served = countReached()
    await fc.assert(
      fc.asyncProperty(path, async asked => {
        const { status, text } = await answer(`${ORIGIN}/${asked}`)
        if (status === 200) served.again()
        expect([`404 `, '200 this is index.html']).toContain(`${status} ${text}`)
      }),
    )
    served.atLeast(1)
  })
})

describe('the headers of the page', () => {
  it.each(['/index.html', '/nothing'])('are the same for all answers: %s', async path => {
    const { headers } = await serve({ url: `${ORIGIN}${path}`, method: 'GET' })
    expect({ ...Object.fromEntries(headers), 'content-type': '' }).toEqual({
      'content-type': '',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts",
      'permissions-policy': PERMISSIONS_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  it('name only directives that exist, each once', async () => {
    const policy = (await answer(PAGE)).policy ?? ''
    const names = policy.split('; ').map(directive => directive.split(' ')[0] ?? '')
    expect(names.filter(name => !DIRECTIVES.has(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('allow no code from elsewhere, made of text or written into the page', async () => {
    expect((await answer(PAGE)).policy).not.toMatch(/unsafe|https?:|data:|blob:|\*/)
  })
})
