import { expect, test } from 'vitest'
import { metainfo } from './metainfo.mjs'

const facts = {
  license: 'MIT',
  developer: 'A & B <c>',
  homepage: 'https://example.org/?a="b"',
  version: '1.2.3',
}

test('fills in everything, and nothing can end its element', async () => {
  const text = await metainfo({ ...facts, developmentOnly: false }, new Date('2026-01-02T03:04:05Z'))
  expect(text).not.toContain('{{')
  expect(text.split('\n').map(line => line.trim())).toEqual(
    expect.arrayContaining([
      '<project_license>MIT</project_license>',
      '<developer_name>A &amp; B &lt;c&gt;</developer_name>',
      '<url type="homepage">https://example.org/?a=&quot;b&quot;</url>',
      '<release version="1.2.3" date="2026-01-02" type="stable" />',
    ]),
  )
})

test('leaves nothing empty that a package is to say', async () => {
  const made = metainfo({ ...facts, homepage: undefined, developmentOnly: false }, new Date())
  await expect(made).rejects.toThrow('homepage')
})
