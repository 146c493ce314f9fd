import type { AskingProxy, ProxyAddress } from '../preload/proxy.ts'
import { text } from './text.ts'

/** As it is written in an address. */
export const proxyName = ({ host, port }: ProxyAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`

/** What a proxy wants, or has said. */
export const proxyLine = (proxy: AskingProxy): string =>
  text(`window.proxyLogin.${proxy.said === 'trying' ? 'asks' : proxy.said}`, { proxy: proxyName(proxy) })
