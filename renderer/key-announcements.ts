import { isAtHand } from '../common/keys-at-hand.ts'
import type { Keys, KeyView } from '../common/keys.ts'
import { isolate, sentences, spelled, type Text } from '../common/text.ts'
import type { Announcement } from './announcement.ts'
import { polite, progress } from './announcement.ts'
import { fileName } from './file-name.ts'
import { problemTitle, refusalText } from './key-text.ts'

/** What has changed about keys between two snapshots. What is shown and copied is announced where that is done. */
export const ofKeys = (text: Text, before: Keys, after: Keys): Announcement[] => [
  ...ofMaking(text, before, after),
  ...ofFailed(text, before.failed, after.failed),
  ...ofDead(text, before.list, after.list),
  ...ofGone(text, before.list, after),
  ...ofDisallowed(text, before.list, after.list),
  ...ofEmptied(text, before.list, after.list),
]

/** A file has no key any more: another one took the place of the one in it, and could not be written there. */
const ofEmptied = (text: Text, before: Keys['list'], after: Keys['list']): Announcement[] =>
  after.flatMap(({ id, emptied }) => {
    const were = before.find(each => each.id === id)?.emptied ?? []
    const now = emptied.filter(path => !were.includes(path))
    return now.map(path => polite(text('cli.keys.cleaned', { path: isolate(path) })))
  })

function ofMaking(text: Text, { making: was }: Keys, { making, list }: Keys): Announcement[] {
  const made = was !== null && making?.id !== was.id ? list.find(({ id }) => id === was.id) : undefined
  const said =
    made === undefined ? [] : [polite(text('window.keys.announced.made', { name: isolate(made.name) }))]
  if (making === null) return said
  const name = isolate(making.name)
  const [code, codeBefore] = [codeToApprove(making), was?.id === making.id ? codeToApprove(was) : null]
  if (code !== null && code !== codeBefore)
    said.push(polite(text('window.keys.announced.code', { name, letters: spelled(code) })))
  else if (was?.id !== making.id) said.push(progress(text('window.keys.making.title', { name })))
  const [trouble, troubleBefore] = [troubleOf(making), was?.id === making.id ? troubleOf(was) : null]
  if (trouble !== null && trouble !== troubleBefore) said.push(polite(problemTitle(text, trouble)))
  return said
}

type Making = NonNullable<Keys['making']>

/** Null while Latchkey may still approve it by itself. */
const codeToApprove = ({ attempt, byHand }: Making): string | null =>
  byHand !== null && attempt?.kind === 'awaiting-approval' ? attempt.code : null

const troubleOf = ({ attempt }: Making) => attempt?.trouble?.problem ?? null

function ofFailed(text: Text, before: Keys['failed'], after: Keys['failed']): Announcement[] {
  if (after === null || (before?.name === after.name && before.problem === after.problem)) return []
  const { name, problem } = after
  return [polite(sentences(text('window.keys.failed', { name: isolate(name) }), refusalText(text, problem)))]
}

/** Not of one that comes as it is. */
const ofDead = (text: Text, before: Keys['list'], after: Keys['list']): Announcement[] =>
  after
    .filter(({ id, state }) => {
      const was = before.find(each => each.id === id)
      return state === 'dead' && was !== undefined && was.state !== 'dead'
    })
    .map(({ name }) => polite(text('window.keys.announced.died', { name: isolate(name) })))

function ofGone(text: Text, before: Keys['list'], { list }: Keys): Announcement[] {
  const now = (id: KeyView['id']) => list.find(each => each.id === id)
  const taken = before.filter(key => isAtHand(key) && (now(key.id)?.state ?? 'leaving') === 'leaving')
  // Another one of its name takes the place of a dead one.
  const forgotten = before.filter(
    ({ id, state, name }) => isOver(state) && now(id) === undefined && !list.some(each => each.name === name),
  )
  return [
    ...(taken.length > 1
      ? [polite(text('window.keys.announced.allTaken', { count: taken.length }))]
      : taken.map(({ name }) => polite(text('window.keys.announced.taken', { name: isolate(name) })))),
    ...forgotten.map(({ name }) => polite(text('window.keys.announced.forgotten', { name: isolate(name) }))),
  ]
}

const ofDisallowed = (text: Text, before: Keys['list'], after: Keys['list']): Announcement[] =>
  after.filter(isAtHand).flatMap(({ id, name, programs }) => {
    const was = before.find(each => each.id === id)?.programs ?? []
    return was
      .filter(({ path }) => !programs.some(each => each.path === path))
      .map(({ path }) =>
        polite(
          text('window.keys.announced.disallowed', { program: isolate(fileName(path)), name: isolate(name) }),
        ),
      )
  })

/** Nobody has to be told of its end. */
const isOver = (state: KeyView['state']): boolean => state === 'dead' || state === 'missing'
