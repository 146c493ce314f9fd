import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { ENGLISH } from '../../common/choose-language.ts'
import { directionOf } from '../../common/direction.ts'
import type { Language, TextPart } from '../../common/text.ts'
import { PERMISSIONS_POLICY } from './permissions-policy.ts'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://latchkey`
export const PAGE = `${ORIGIN}/index.html`
/** The page on which a program asks. */
export const ASKS_PAGE = `${ORIGIN}/asks.html`

const HTML = 'text/html; charset=utf-8'
const STYLE = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

/** What the pages say, loaded before they are. */
const TEXT: readonly TextPart[] = ['common', 'window', 'pages', 'asks']

interface OwnFile {
  readonly file: string
  readonly type: string
  /** What is served where it does not hold text in that language. */
  readonly text?: { readonly language: string; readonly inEnglish: string }
}

const filesOf = (language: string): Readonly<Record<string, OwnFile>> => ({
  '/index.html': { file: 'renderer/index.html', type: HTML },
  '/index.js': { file: 'renderer/index.js', type: SCRIPT },
  '/style.css': { file: 'renderer/style.css', type: STYLE },
  '/asks.html': { file: 'renderer/asks.html', type: HTML },
  '/asks.js': { file: 'renderer/asks.js', type: SCRIPT },
  '/asks.css': { file: 'renderer/asks.css', type: STYLE },
  ...Object.fromEntries(
    TEXT.map(part => {
      const file = `text/${language}/${part}.js`
      return [`/${file}`, { file, type: SCRIPT, text: { language, inEnglish: `text/${ENGLISH}/${part}.js` } }]
    }),
  ),
})

/** Whether a page that loads it would have that text: a file that was cut off has none. */
function holdsText(script: Buffer, language: string): boolean {
  const module: { exports: Partial<Language> } = { exports: {} }
  compileFunction(script.toString(), ['module'])(module)
  return module.exports.language === language && module.exports.messages !== undefined
}

const HEADERS = {
  // SECURITY: the page runs only our own script and style, and can reach nothing else, whatever gets into it.
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
    // An opaque origin, so that it can reach no frame inside it; no storage, downloads, windows or forms; and no
    // dialogs, neither from script nor for printing, whatever is pressed.
    'sandbox allow-scripts',
  ].join('; '),
  'Permissions-Policy': PERMISSIONS_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** A page says which language it is in before anything in it is drawn, and loads the text of that one. */
const inLanguage = (page: string, language: string) =>
  page.replaceAll('{language}', language).replaceAll('{direction}', directionOf(language))

/** Hands out the bytes that are kept. A body made of bytes is a copy, and so memory until somebody collects it. */
const streamOf = (bytes: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(bytes)
      stream.close()
    },
  })

interface Asked {
  readonly url: string
  readonly method: string
}

/**
 * Serves the files of our pages, from a fixed list, with our own headers. Everything else is 404. Files are read once and
 * kept: an upgrade may remove them while the app runs.
 * @param language the one that is spoken now
 */
export function createPage(
  folder: string,
  language: () => string,
  report: (what: string, error: unknown) => void,
) {
  const kept = new Map<string, Promise<Buffer>>()

  const fromDisk = (file: string) => readFile(join(folder, file))

  async function readText(file: string, { language, inEnglish }: NonNullable<OwnFile['text']>) {
    try {
      const script = await fromDisk(file)
      if (!holdsText(script, language)) throw new Error(`${file} holds no text`)
      return script
    } catch (error) {
      report(`A part of the text in ${language} cannot be read: it is in English`, error)
      return fromDisk(inEnglish)
    }
  }

  function read({ file, text }: OwnFile): Promise<Buffer> {
    const known = kept.get(file)
    if (known !== undefined) return known
    const reading = text === undefined || text.language === ENGLISH ? fromDisk(file) : readText(file, text)
    kept.set(file, reading)
    reading.catch(() => kept.delete(file))
    return reading
  }

  return {
    /** Reads all files while they are there, and has Node load `Response`, so that the first page does not wait. */
    keep() {
      void new Response()
      void Promise.allSettled(Object.values(filesOf(language())).map(read))
    },
    serve: async ({ url, method }: Asked): Promise<Response> => {
      const { protocol, host, pathname } = new URL(url)
      const files = filesOf(language())
      const asked = Object.hasOwn(files, pathname) ? files[pathname] : undefined
      if (method !== 'GET' || `${protocol}//${host}` !== ORIGIN || asked === undefined) {
        return new Response(null, { status: 404, headers: HEADERS })
      }
      const body = await read(asked)
      const shown = asked.type === HTML ? inLanguage(body.toString(), language()) : streamOf(body)
      return new Response(shown, { headers: { ...HEADERS, 'Content-Type': asked.type } })
    },
  }
}
