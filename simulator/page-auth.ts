import { randomBytes } from 'node:crypto'
import { findAccount } from './accounts.ts'
import { jsonAnswer, type Answer } from './answer.ts'
import { pageAnswer } from './page-frame.ts'
import { accountChoice } from './page-link.ts'
import { claimPin, findClaimable } from './pins.ts'
import type { ApiRequest } from './request.ts'
import type { Pin, State } from './state.ts'

type Judgement = { outcome: 'unable' | 'home' } | { outcome: 'ask'; pin: Pin }

const mayForwardTo = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  return ['http:', 'https:'].includes(new URL(address).protocol)
}

const judge = (state: State, { form }: ApiRequest): Judgement => {
  const forward = form['forwardUrl']
  if (forward && !mayForwardTo(forward)) return { outcome: 'home' }
  const pin = findClaimable(state, form['code'] ?? '')
  if (!pin?.strong || pin.device.clientIdentifier !== form['clientID']) return { outcome: 'unable' }
  return { outcome: 'ask', pin }
}

/** `POST /auth/judge`: what the page is to show for the parameters of its fragment. */
export function judgeAuthPage(state: State, request: ApiRequest): Answer {
  const judgement = judge(state, request)
  const product = judgement.outcome === 'ask' ? (judgement.pin.device.product ?? 'An app') : null
  return jsonAnswer(200, { outcome: judgement.outcome, product })
}

/** `POST /auth/claim`: approves what the fragment asks for. */
export function claimOnAuthPage(state: State, request: ApiRequest): Answer {
  const judgement = judge(state, request)
  const account = findAccount(state, request.form['account'] ?? '') ?? state.accounts[0]
  if (judgement.outcome !== 'ask' || !account) return jsonAnswer(200, { outcome: 'unable' })
  claimPin(state, judgement.pin, account)
  return jsonAnswer(200, { outcome: 'done' })
}

// The fragment never reaches a server, so this page alone needs a script.
const script = `
const fragment = new URLSearchParams(location.hash.replace(/^#!?\\??/, ''))
const show = id => { for (const part of document.querySelectorAll('section')) part.hidden = part.id !== id }
const ask = async (path, more) => {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams([...fragment, ...more]) })
  return answer.json()
}
const start = async () => {
  const { outcome, product } = await ask('/auth/judge', [])
  if (outcome === 'home') return location.replace('/')
  document.getElementById('product').textContent = product ?? ''
  show(outcome === 'ask' ? 'ask' : 'unable')
}
document.getElementById('allow').addEventListener('click', async () => {
  const { outcome } = await ask('/auth/claim', [['account', document.getElementById('account').value]])
  const forward = fragment.get('forwardUrl')
  if (outcome === 'done' && forward) return location.replace(forward)
  show(outcome === 'done' ? 'done' : 'unable')
})
void start()
`

/** `GET /auth`: the page of app.plex.tv for strong codes. */
export function showAuthPage(state: State): Answer {
  const content = `<section id="ask" hidden><h1>Sign in to <span id="product"></span></h1><p>It will be able to use this account.</p>${accountChoice(state)}<button id="allow">Allow</button></section>
<section id="unable" hidden><h1>Sorry</h1><p role="alert">We were unable to complete this request.</p></section>
<section id="done" hidden><h1>Signed in</h1><p role="status">You may go back to the app.</p></section>
<noscript><p role="alert">This page needs JavaScript: its parameters are in the fragment of its address.</p></noscript>`
  return pageAnswer('Sign in · plex.tv simulator', content, {
    text: script,
    nonce: randomBytes(12).toString('base64'),
  })
}
