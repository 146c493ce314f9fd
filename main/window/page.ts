import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PERMISSIONS_POLICY } from './permissions-policy.ts'

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
    // An origin that nothing else has, so that no frame in it can be reached; and no storage, download, window or form, and no
    // dialog, be it of script or to print, whoever presses what.
    'sandbox allow-scripts',
  ].join('; '),
  'Permissions-Policy': PERMISSIONS_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

interface Asked {
  readonly url: string
  readonly method: string
}

/**
 * Serves the files of the page, from a fixed list, under our own headers. All else is 404. What was read once is kept:
 * an upgrade may take the files away under the running app.
 */
export function createPage(folder: string) {
  const kept = new Map<string, Promise<Buffer>>()

  function read(pathname: string): Promise<Buffer> {
    const known = kept.get(pathname)
    if (known !== undefined) return known
    const reading = readFile(join(folder, pathname))
    kept.set(pathname, reading)
    reading.catch(() => kept.delete(pathname))
    return reading
  }

  return {
    /** Reads all of them, while they are there, and has Node load what answers requests: the first page is not to wait. */
    keep() {
      void new Response()
      void Promise.allSettled(Object.keys(FILES).map(read))
    },
    serve: async ({ url, method }: Asked): Promise<Response> => {
      const { protocol, host, pathname } = new URL(url)
      const type = Object.hasOwn(FILES, pathname) ? FILES[pathname] : undefined
      if (method !== 'GET' || `${protocol}//${host}` !== ORIGIN || type === undefined) {
        return new Response(null, { status: 404, headers: HEADERS })
      }
      const body = await read(pathname)
      return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'Content-Type': type } })
    },
  }
}
