import { expect, test } from 'vitest'
import { metainfo } from './metainfo.mjs'
import { packageTexts } from './package-text.mjs'

const facts = {
  license: 'MIT',
  developer: 'A & B <c>',
  homepage: 'https://example.org/?a="b"',
  version: '1.2.3',
}

/** @type {(language: string, locale: string) => import('./package-text.mjs').PackageText} */
const speaking = (language, locale) => ({
  language,
  locale,
  text: key => (key === 'package.keywords' ? `${language};plex` : `<${key}> & {{license}} in ${language}`),
})
const languages = [speaking('en', 'en'), speaking('pt-BR', 'pt_BR')]

test('fills in everything, and nothing can end its element', async () => {
  const text = await metainfo(
    { ...facts, developmentOnly: false },
    new Date('2026-01-02T03:04:05Z'),
    languages,
  )
  expect(text.split('\n').map(line => line.trim())).toEqual(
    expect.arrayContaining([
      '<project_license>MIT</project_license>',
      '<developer_name>A &amp; B &lt;c&gt;</developer_name>',
      '<url type="homepage">https://example.org/?a=&quot;b&quot;</url>',
      '<release version="1.2.3" date="2026-01-02" type="stable" />',
      '<summary>&lt;package.summary&gt; &amp; {{license}} in en</summary>',
      '<summary xml:lang="pt_BR">&lt;package.summary&gt; &amp; {{license}} in pt-BR</summary>',
      '<p xml:lang="pt_BR">&lt;package.signIn&gt; &amp; {{license}} in pt-BR</p>',
      '<keyword>en</keyword>',
      '<keyword>plex</keyword>',
      '<keyword xml:lang="pt_BR">pt-BR</keyword>',
      '<keyword xml:lang="pt_BR">plex</keyword>',
    ]),
  )
})

test('leaves nothing empty that a package is to say', async () => {
  const made = metainfo({ ...facts, homepage: undefined, developmentOnly: false }, new Date(), languages)
  await expect(made).rejects.toThrow('homepage')
})

test('has no name of a text or a fact left in it', async () => {
  const text = await metainfo({ ...facts, developmentOnly: false }, new Date(), packageTexts())
  expect(text).not.toMatch(/[{}]/)
  expect(text).toContain('<summary>Signs you in to Plex from the tray</summary>')
})
