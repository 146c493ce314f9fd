import * as v from 'valibot'
import { AskingProgram } from './asking-program.ts'
import { Preferences } from './preferences.ts'
import { Snapshot } from './snapshot.ts'

/** All that the window is told in which a program asks: nothing of the account, its servers or its keys. */
export const AsksView = v.strictObject({
  revision: Snapshot.entries.revision,
  asking: v.nullable(AskingProgram),
  deviceName: Snapshot.entries.deviceName,
  theme: Preferences.entries.theme,
  contrastAsked: Snapshot.entries.contrastAsked,
  /** How long no answer counts yet, counted from the moment this was sent; null while nothing is shown. */
  answerableInMs: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
})

export type AsksView = v.InferOutput<typeof AsksView>
