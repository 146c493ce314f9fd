import type { State } from './state.ts'

/** When a token was signed out, on the clock of the log. */
export interface SignOut {
  readonly at: number
  readonly token: string
}

/** What the client signed out itself, and what a test said was signed out. */
export function signOuts(state: State): SignOut[] {
  const noted = state.marks.filter(({ kind }) => kind === 'signed-out')
  const asked = state.log.filter(
    ({ route, status, aborted, cut, fault }) =>
      route === 'signout' && status === 204 && !aborted && !cut && fault !== 'status',
  )
  return [
    ...noted.map(({ at, subject }) => ({ at, token: String(subject) })),
    ...asked.map(({ at, endedAt, headers, query }) => ({
      at: endedAt ?? at,
      token: headers['x-plex-token'] ?? query['X-Plex-Token'] ?? '',
    })),
  ]
}
