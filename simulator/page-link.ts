import { findAccount } from './accounts.ts'
import type { Answer } from './answer.ts'
import { pageAnswer } from './page-frame.ts'
import { claimPin, findClaimable } from './pins.ts'
import type { ApiRequest } from './request.ts'
import type { State } from './state.ts'
import { escapeMarkup } from './xml.ts'

/** The choice of who approves, as a form field. */
export const accountChoice = (state: State): string => `
<label for="account">Signed in here as</label>
<select id="account" name="account">${state.accounts
  .map(({ uuid, title, username }) => {
    const name = title || username || uuid
    return `<option value="${uuid}">${escapeMarkup(name)}</option>`
  })
  .join('')}</select>`

const form = (state: State, code: string, isInvalid: boolean): Answer =>
  pageAnswer(
    'Link an app · plex.tv simulator',
    `<h1>Link an app</h1>
<p>Type the four characters that the app shows.</p>
${isInvalid ? '<p role="alert"><strong>Code not valid.</strong> It may have ended: get a new code in the app.</p>' : ''}
<form method="post" action="/link/">
<label for="code">Code</label>
<input id="code" name="code" value="${escapeMarkup(code)}" required minlength="4" maxlength="8" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus>
${accountChoice(state)}
<button>Link</button>
</form>`,
  )

/** `GET /link/?pin=CODE` */
export function showLinkPage(state: State, request: ApiRequest): Answer {
  const code = request.query['pin'] ?? ''
  return form(state, code, code !== '' && !findClaimable(state, code))
}

/** `POST /link/`: approves the code in the name of the chosen account. */
export function postLinkPage(state: State, request: ApiRequest): Answer {
  const code = request.form['code'] ?? ''
  const pin = findClaimable(state, code)
  const account = findAccount(state, request.form['account'] ?? '') ?? state.accounts[0]
  // The page is for weak codes: the strong ones cannot be typed, they belong to the page of app.plex.tv.
  if (!pin || pin.strong || !account) return form(state, code, true)
  claimPin(state, pin, account)
  const product = escapeMarkup(pin.device.product ?? 'The app')
  return pageAnswer(
    'Linked · plex.tv simulator',
    `<h1>Linked</h1><p role="status">Linked. You may go back to the app.</p><p>${product} is now signed in as ${escapeMarkup(account.title ?? '')}.</p>`,
  )
}
