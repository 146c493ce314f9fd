// Apart from the contract's schemas: the tray's icon needs this before they are loaded.
import type { Lives, SignInView } from './sign-in-view.ts'

/** The session, else the attempt, else why the person is signed out. */
export const signInOf = ({ attempt, session, ended, revocation }: Lives): SignInView =>
  session ?? attempt ?? { kind: 'signed-out', problem: ended, revocation }
