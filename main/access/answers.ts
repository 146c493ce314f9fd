import type * as v from 'valibot'
import type { Ask } from '../../common/access.ts'
import {
  AddedAnswer,
  DoctorAnswer,
  KeyAnswer,
  KeysAnswer,
  RevokedAnswer,
  ServersAnswer,
  SignedInAnswer,
  SignedOutAnswer,
  StatusAnswer,
} from '../../common/access-answers.ts'

/** What each command is answered with where it is done. */
export const answers: Readonly<Record<Ask['ask'], v.GenericSchema>> = {
  status: StatusAnswer,
  servers: ServersAnswer,
  keys: KeysAnswer,
  key: KeyAnswer,
  'add-key': AddedAnswer,
  'revoke-key': RevokedAnswer,
  'sign-in': SignedInAnswer,
  'sign-out': SignedOutAnswer,
  doctor: DoctorAnswer,
}
