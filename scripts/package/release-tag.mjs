import { Problem } from '../shared/say.mjs'

/**
 * Throws if a tag names another version than package.json, which the packages have.
 * @param {string} version
 * @param {string | undefined} tag
 */
export function requireTagOf(version, tag) {
  if (tag === `v${version}`) return
  const found = tag === undefined || tag === '' ? 'There is no tag' : `The tag is ${tag}`
  throw new Problem(
    `${found}, but package.json has version ${version}: its tag is v${version}.\n` +
      'Change the version and commit it, or delete the tag and make that one.',
  )
}
