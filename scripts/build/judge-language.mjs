import { parse } from '@messageformat/parser'
import { columns } from '../../cli/columns.ts'
import { names, same } from './same-texts.mjs'
import { places } from './text-places.mjs'

/** @import { Token } from '@messageformat/parser' */
/** @typedef {Readonly<Record<string, string>>} Texts by their keys */

/** @type {(part: object, path?: string) => [key: string, text: string][]} */
const entriesOf = (part, path = '') =>
  Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : entriesOf(value, `${path}${name}.`),
  )

/** A catalogue without its parts. @param {object} catalogue @returns {Texts} */
export const textsOf = catalogue => Object.fromEntries(entriesOf(catalogue))

/** Left-to-right and right-to-left marks, embeddings, overrides and isolates: the app isolates names itself. */
const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/
/** English words that no other language of ours has. */
const LEFT_OVER = /(?<!\p{L})(?:the|this|your|with|from|which|does)(?!\p{L})/iu
/** What is typed, or named so by others. */
const TYPED =
  /--[a-z-]{2,}|\b[A-Z]+_[A-Z_]+\b|\bhttps_proxy\b|plex\.tv(?:\/link)?|\b\w+\.(?:json|yml|ya?ml|ini|desktop|broken|kept)\b|\blatchkey\b/g

const ENDS = /** @type {const} */ ([
  ['full stop', /[.。．]$/],
  ['…', /(?:…|⋯)$/],
  ['colon', /[:：]$/],
  ['question mark', /[?？؟]$/],
])
/** A path or a command at the end may stand free. */
const ENDS_OPEN = /(?:\}|\| source)$/
const endOf = (/** @type {string} */ text) =>
  ENDS.find(([, pattern]) => pattern.test(text.replace(/["”“»」』״’]+$/, '')))?.[0] ?? 'nothing'

/** What a message puts in, and chooses by. @param {readonly Token[]} tokens @returns {string[]} */
const putIn = tokens =>
  tokens.flatMap(token => {
    if (token.type === 'argument') return [token.arg]
    if (!('cases' in token)) return []
    const kind =
      token.type === 'select'
        ? `select:${token.cases
            .map(({ key }) => key)
            .toSorted()
            .join()}`
        : 'plural'
    return [`${token.arg} ${kind}`, token.arg, ...token.cases.flatMap(each => putIn(each.tokens))]
  })

/** Every way in which a message may be said, without what is put in. @param {readonly Token[]} tokens @returns {string[]} */
const waysOf = tokens =>
  tokens.reduce(
    (/** @type {string[]} */ ways, token) => {
      if (token.type === 'content') return ways.map(way => way + token.value)
      if (token.type === 'octothorpe') return ways.map(way => `${way}9`)
      if (!('cases' in token)) return ways
      return ways.flatMap(way => token.cases.flatMap(each => waysOf(each.tokens).map(more => way + more)))
    },
    [''],
  )

/** @param {readonly Token[]} tokens @returns {string[][]} */
const pluralsIn = tokens =>
  tokens.flatMap(token =>
    'cases' in token
      ? [
          ...(token.type === 'plural' ? [token.cases.map(({ key }) => key)] : []),
          ...token.cases.flatMap(each => pluralsIn(each.tokens)),
        ]
      : [],
  )

/** @param {readonly string[]} those @param {readonly string[]} others */
const without = (those, others) => [...new Set(those)].filter(one => !others.includes(one))

/** @param {string} language @param {readonly Token[]} own @param {readonly Token[]} english */
function faultsOfForm(language, own, english) {
  const [ours, theirs] = [putIn(own), putIn(english)]
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const exact = pluralsIn(english)
    .flat()
    .filter(key => key.startsWith('='))
  return [
    ...without(theirs, ours)
      // A language may have no need to choose.
      .filter(one => !one.endsWith(' plural') || exact.length > 0)
      .map(one => `lacks {${one}}`),
    // It may have to choose by a number that English only puts in.
    ...without(ours, theirs)
      .filter(one => !(one.endsWith(' plural') && theirs.includes(one.split(' ')[0] ?? '')))
      .map(one => `puts in {${one}}, which is not given`),
    ...pluralsIn(own).flatMap(keys => [
      ...forms
        // In English what is no exact number may be said in one way.
        .filter(form => !keys.includes(form) && !(language === 'en' && keys.some(key => key.startsWith('='))))
        .map(form => `lacks the form “${form}”`),
      ...keys
        .filter(key => !key.startsWith('=') && !forms.some(form => form === key))
        .map(key => `has a form “${key}” that the language has not`),
    ]),
    ...without(exact, pluralsIn(own).flat()).map(key => `lacks the form “${key}”`),
  ]
}

/** @param {string} language @param {string} key @param {string} own @param {string} english */
function faultsOfWords(language, key, own, english) {
  const bare = english.replaceAll(/\{[^}]*\}/g, '').replaceAll(names, '')
  const mayBeSame =
    !/\p{L}{2}/u.test(bare) ||
    [...(same['*'] ?? []), ...(same[language] ?? [])].some(pattern => pattern.test(key))
  const typed = (/** @type {string} */ text) => (text.match(TYPED) ?? []).toSorted()
  const straight = (/** @type {string} */ text) => (text.match(/['"]/g) ?? []).length
  const left = LEFT_OVER.exec(own.replaceAll(/\{\w+, \w+,/g, ''))
  return [
    ...(own === english && !mayBeSame ? ['is English'] : []),
    ...(left !== null ? [`has the English word “${left[0]}”`] : []),
    ...(own !== own.trim() || own === '' || / {2}/.test(own) ? ['has a stray space, or nothing'] : []),
    ...(MARKS.test(own) ? ['has a mark of direction'] : []),
    ...(straight(own) > straight(english) ? ['has a straight quotation mark or apostrophe'] : []),
    ...(own.includes('...') ? ['has three dots in place of …'] : []),
    ...without(typed(english), typed(own)).map(one => `lacks ${one}`),
    ...without(typed(own), typed(english)).map(one => `has ${one}`),
    ...(endOf(own) === endOf(english) || ENDS_OPEN.test(own)
      ? []
      : [`ends with ${endOf(own)} in place of ${endOf(english)}`]),
  ]
}

/** @param {string} key @param {readonly Token[]} own */
function faultsOfLength(key, own) {
  const [, most, place] = places.find(([pattern]) => pattern.test(key)) ?? []
  if (most === undefined) return []
  const longest = Math.max(...waysOf(own).map(columns))
  return longest > most ? [`has ${longest} columns, where ${place} has room for ${most}`] : []
}

/**
 * What is wrong with a language: one line for each fault, with the key.
 * @param {string} language as BCP 47 writes it @param {Texts} texts @param {Texts} english
 */
export function judgeLanguage(language, texts, english) {
  const faults = [
    ...without(Object.keys(english), Object.keys(texts)).map(key => `${key}: is not there`),
    ...without(Object.keys(texts), Object.keys(english)).map(key => `${key}: is not in English`),
  ]
  for (const [key, said] of Object.entries(english)) {
    const own = texts[key]
    if (own === undefined) continue
    try {
      const tokens = parse(own)
      const found = [
        ...faultsOfForm(language, tokens, parse(said)),
        ...(language === 'en' ? [] : faultsOfWords(language, key, own, said)),
        ...faultsOfLength(key, tokens),
      ]
      faults.push(...found.map(fault => `${key}: ${fault}: ${own}`))
    } catch (error) {
      faults.push(`${key}: ${String(error)}`)
    }
  }
  return faults
}
