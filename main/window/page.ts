import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://latchkey`
export const PAGE = `${ORIGIN}/index.html`

const FILES: Readonly<Record<string, string>> = {
  '/index.html': 'text/html; charset=utf-8',
  '/index.js': 'text/javascript; charset=utf-8',
  '/style.css': 'text/css; charset=utf-8',
}

const HEADERS = {
  // SECURITY: the page runs our own script and style and reaches nothing else, whatever gets into it.
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
}

/** Serves the files of the page, from a fixed list, under our own headers. All else is 404. */
export function servePage(folder: string) {
  return async ({ url, method }: { readonly url: string; readonly method: string }): Promise<Response> => {
    const { protocol, host, pathname } = new URL(url)
    const type = Object.hasOwn(FILES, pathname) ? FILES[pathname] : undefined
    if (method !== 'GET' || `${protocol}//${host}` !== ORIGIN || type === undefined) {
      return new Response(null, { status: 404, headers: HEADERS })
    }
    const body = await readFile(join(folder, pathname))
    return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'Content-Type': type } })
  }
}
