import { expect, it } from 'vitest'
import { createPanelFollower } from './panel-follower.ts'

type Follower = ReturnType<typeof createPanelFollower>
type Event = (follower: Follower) => void

const announced: Event = follower => follower.announced()
const refused: Event = follower => follower.refused()
const answered =
  (window: number): Event =>
  follower =>
    follower.answered(window)
const ended =
  (window: number): Event =>
  follower =>
    follower.ended(window)

const nobody = 0
const [panel, another] = [7, 8]

it.each<[what: string, events: readonly Event[], done: readonly unknown[]]>([
  ['nobody', [answered(nobody)], ['ask', false]],
  ['a panel that was there before', [answered(panel)], ['ask', panel, true]],
  [
    'one that comes later',
    [answered(nobody), announced, answered(panel)],
    ['ask', false, 'ask', panel, true],
  ],
  ['one that goes', [answered(panel), ended(panel)], ['ask', panel, true, false]],
  [
    'one that starts anew',
    [answered(panel), ended(panel), announced, answered(panel)],
    ['ask', panel, true, false, 'ask', panel, true],
  ],
  [
    'one whose announcement comes after the answer about it',
    [answered(panel), announced, answered(panel)],
    ['ask', panel, true, false, 'ask', panel, true],
  ],
  [
    'one that gives its tray to another and ends later',
    [answered(panel), announced, answered(another), ended(panel)],
    ['ask', panel, true, false, 'ask', another, true],
  ],
  [
    'another one, of which the answer is read before its announcement and the end of the last',
    [announced, answered(panel), answered(another), ended(panel), announced, answered(another)],
    ['ask', 'ask', another, true, false, 'ask', another, true],
  ],
  [
    'several within a moment',
    [answered(panel), ended(panel), announced, announced, answered(another), announced, answered(panel)],
    ['ask', panel, true, false, 'ask', 'ask', 'ask'],
  ],
  [
    'the last of several, when all is answered',
    [answered(panel), announced, announced, answered(another), answered(panel)],
    ['ask', panel, true, false, 'ask', 'ask', panel, true],
  ],
  ['one that ended before it could be watched', [answered(panel), refused], ['ask', panel, true, false]],
  [
    'one that came after such a one',
    [answered(panel), refused, announced, answered(panel)],
    ['ask', panel, true, false, 'ask', panel, true],
  ],
  [
    'none that ended before it could be watched',
    [answered(panel), announced, refused, answered(nobody)],
    ['ask', panel, true, false, 'ask', false],
  ],
  ['none, though a window ends', [answered(nobody), ended(nobody), ended(panel), refused], ['ask', false]],
])('tells of %s', (_what, events, done) => {
  const seen: unknown[] = []
  const follower = createPanelFollower({
    ask: () => void seen.push('ask'),
    watch: window => void seen.push(window),
    told: present => void seen.push(present),
  })
  follower.look()
  for (const event of events) event(follower)
  expect(seen).toEqual(done)
})
