import type { AskingProxy, ProxyAddress } from '../common/proxy.ts'
import { text } from '../common/text.ts'

/** As it is written in an address. */
export const proxyName = ({ host, port }: ProxyAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`

/** What a proxy wants, or has said. */
export function proxyLine(proxy: AskingProxy): string {
  const said = proxy.said === 'trying' ? 'asks' : proxy.said
  return text(`window.proxyLogin.${said}`, { proxy: proxyName(proxy) })
}
