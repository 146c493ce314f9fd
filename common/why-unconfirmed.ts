import type { Problem } from './sign-in-view.ts'

/**
 * What keeps a sign-in from being confirmed. `unreachable`: plex.tv was not reached, or not surely. `answered`: somebody
 * with plex.tv's certificate did answer, and did not confirm it. `own`: no request is to blame; the problem says it all.
 */
export type WhyUnconfirmed = 'unreachable' | 'answered' | 'own'

/** One answer for the tray and the window. */
export const whyUnconfirmed = (problem: Problem): WhyUnconfirmed => reasons[problem]

const reasons: Readonly<Record<Problem, WhyUnconfirmed>> = {
  offline: 'unreachable',
  name: 'unreachable',
  connection: 'unreachable',
  proxy: 'unreachable',
  'proxy-password': 'unreachable',
  certificate: 'unreachable',
  authority: 'unreachable',
  clock: 'unreachable',
  service: 'answered',
  'rate-limited': 'answered',
  unexpected: 'answered',
  refused: 'own',
  expired: 'own',
  'used-elsewhere': 'own',
  'ended-unseen': 'own',
  'keychain-locked': 'own',
  'keychain-missing': 'own',
  'keychain-emptied': 'own',
  'keychain-unreadable': 'own',
  'keychain-unstarted': 'own',
}
