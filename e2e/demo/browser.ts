import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Simulator } from '../../simulator/server.ts'

/** As much of a browser as linking takes: it reads plex.tv's page over HTTPS and sends the form on it. */
export interface Browser {
  /** Opens the address of a prefilled link page, submits its form as the first account, returns what plex.tv says. */
  link(address: string): Promise<string>
}

/** A browser for which plex.tv is the simulator. */
export function createBrowser({ port, caPem }: Pick<Simulator, 'port' | 'caPem'>): Browser {
  async function load(address: URL, form?: URLSearchParams): Promise<string> {
    const sent = request({
      host: '127.0.0.1',
      port,
      servername: address.hostname,
      ca: caPem,
      method: form === undefined ? 'GET' : 'POST',
      path: address.pathname + address.search,
      headers: {
        host: address.hostname,
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    })
    const answer = new Promise<string>((resolve, reject) => {
      sent.once('error', reject)
      sent.once('response', response => void text(response).then(resolve, reject))
    })
    sent.end(form?.toString())
    return answer
  }

  return {
    async link(address) {
      const page = await load(new URL(address))
      const action = find(page, /<form method="post" action="([^"]+)"/)
      const code = find(page, /<input [^>]*name="code" value="([^"]+)"/)
      const account = find(page, /<option value="([^"]+)"/)
      const answer = await load(new URL(action, address), new URLSearchParams({ code, account }))
      return find(answer, /<p role="status">([^<]+)</)
    },
  }
}

function find(page: string, what: RegExp): string {
  const found = what.exec(page)?.[1]
  if (found === undefined) throw new Error(`plex.tv's page has no ${what.source}`)
  return found
}
