import * as v from 'valibot'

/** One line for each choice: its possible values, and the one that holds until the person chooses. */
const choices = {
  notifications: v.optional(v.boolean(), true),
}

type Choices = typeof choices
type Name = keyof Choices
type Chosen = { readonly [N in Name]: Choices[N]['wrapped'] }
type Changed = { readonly [N in Name]: v.ExactOptionalSchema<Choices[N]['wrapped'], undefined> }

const ofEach = (make: (choice: Choices[Name], name: string) => unknown): unknown =>
  Object.fromEntries(Object.entries(choices).map(([name, choice]) => [name, make(choice, name)]))

/** What a person chose, with the default for each choice not made. */
export const Preferences = v.strictObject(ofEach(({ wrapped }) => wrapped) as Chosen)
export type Preferences = v.InferOutput<typeof Preferences>

/** At least one of them. */
export const PreferencesChange = v.pipe(
  v.strictObject(ofEach(({ wrapped }) => v.exactOptional(wrapped)) as Changed),
  v.check(change => Object.keys(change).length > 0),
)
export type PreferencesChange = v.InferOutput<typeof PreferencesChange>

/** Reads preferences that any release may have written: a choice that makes no sense counts as not made. */
export const preferencesIn = (written: Readonly<Record<string, unknown>>): Preferences =>
  ofEach((choice, name) =>
    v.parse(v.fallback(choice, choice.default), Object.hasOwn(written, name) ? written[name] : undefined),
  ) as Preferences
