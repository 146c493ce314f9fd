import * as v from 'valibot'
import { choices } from './choices.ts'

type Choices = typeof choices
type Name = keyof Choices
type Choice<N extends Name> = v.PicklistSchema<Choices[N], undefined>

const ofEach = (make: (values: Choices[Name], name: Name) => unknown): unknown =>
  Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, make(values, name as Name)]))

/** What a person chose, with the default for each choice not made. */
export const Preferences = v.strictObject(
  ofEach(values => v.picklist(values)) as { readonly [N in Name]: Choice<N> },
)
export type Preferences = v.InferOutput<typeof Preferences>

/** At least one of them. */
export const PreferencesChange = v.pipe(
  v.strictObject(
    ofEach(values => v.exactOptional(v.picklist(values))) as {
      readonly [N in Name]: v.ExactOptionalSchema<Choice<N>, undefined>
    },
  ),
  v.check(change => Object.keys(change).length > 0),
)
export type PreferencesChange = v.InferOutput<typeof PreferencesChange>

/** What earlier releases wrote for a choice, and what it means now. */
const earlier: { readonly [N in Name]?: ReadonlyMap<unknown, Preferences[N]> } = {
  notifications: new Map([
    [true, 'all'],
    [false, 'none'],
  ]),
}

/** Reads preferences that any release may have written: a choice that makes no sense counts as not made. */
export const preferencesIn = (written: Readonly<Record<string, unknown>>): Preferences =>
  ofEach((values, name) => {
    const found = Object.hasOwn(written, name) ? written[name] : undefined
    return v.parse(v.fallback(v.picklist(values), values[0]), earlier[name]?.get(found) ?? found)
  }) as Preferences
