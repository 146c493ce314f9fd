import { htmlAnswer, type Answer } from './answer.ts'
import { escapeMarkup } from './xml.ts'

const style = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5b6478; --ground: #eef0f5; --card: #fff; --line: #c9cfdb; --accent: #3f51b5; --on-accent: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef4; --soft: #a3abbd; --ground: #14171f; --card: #1e222d; --line: #3d4558; --accent: #9fa8ff; --on-accent: #14171f } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: auto 1fr; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
.ribbon { padding: .5rem 1rem; text-align: center; font-size: .85rem; color: var(--soft); border-bottom: 1px dashed var(--line) }
main { align-self: center; justify-self: center; width: min(26rem, calc(100vw - 2rem)); margin: 2rem 0; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 16px }
h1 { margin: 0 0 .25rem; font-size: 1.4rem } p { margin: 0 0 1.25rem; color: var(--soft) }
label { display: block; margin: 0 0 .35rem; font-weight: 600; font-size: .9rem }
input, select { width: 100%; margin-bottom: 1.25rem; padding: .7rem; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: inherit; font: inherit }
option { color: #1d2330 }
#code { width: 15rem; padding: .6rem 0; border: 0; border-radius: 0; text-transform: uppercase; letter-spacing: 2.85rem; text-indent: 1.3rem; font: 600 1.6rem/1.4 ui-monospace, monospace; overflow: hidden;
  background: repeating-linear-gradient(90deg, var(--line) 0 3.25rem, transparent 3.25rem 3.85rem) 0 100% / 100% 3px no-repeat }
button { width: 100%; padding: .8rem; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); font: 600 1rem system-ui, sans-serif; cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[role=alert] { padding: .7rem .9rem; border-radius: 10px; border: 1px solid #c62828; color: inherit }
[hidden] { display: none }
`

/** An HTML page of the simulator's own: says what it is, loads nothing. A script must be the one in `script`. */
export function pageAnswer(
  title: string,
  content: string,
  script?: { readonly text: string; readonly nonce: string },
): Answer {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "form-action 'self'",
    "base-uri 'none'",
    ...(script ? [`script-src 'nonce-${script.nonce}'`, "connect-src 'self'"] : []),
  ].join('; ')
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(title)}</title><style>${style}</style></head>
<body>
<div class="ribbon">This is a simulator for development. It is not plex.tv and knows no real account.</div>
<main>${content}</main>
${script ? `<script nonce="${script.nonce}">${script.text}</script>` : ''}
</body>
</html>
`
  return htmlAnswer(200, body, { 'content-security-policy': policy })
}
