import type { AskingProxy, ProxyAddress } from '../common/proxy.ts'
import type { Text } from '../common/text.ts'

/** The proxy's name, as in an address. */
export const proxyName = ({ host, port }: ProxyAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`

/** What a proxy asks for, or has answered. */
export function proxyLine(text: Text, proxy: AskingProxy): string {
  const said = proxy.said === 'trying' ? 'asks' : proxy.said
  return text(`window.proxyLogin.${said}`, { proxy: proxyName(proxy) })
}
