import type { Problem } from '../../common/sign-in-view.ts'

const byCode: ReadonlyArray<readonly [RegExp, Problem]> = [
  [/^ERR_INTERNET_DISCONNECTED$|^ERR_NETWORK_CHANGED$|^ERR_NETWORK_IO_SUSPENDED$/, 'offline'],
  [/^ERR_NAME_|^ERR_DNS_|^ERR_ICANN_/, 'name'],
  [
    /^ERR_PROXY_|^ERR_TUNNEL_|^ERR_SOCKS_|^ERR_MANDATORY_PROXY|^ERR_PAC_|^ERR_NO_SUPPORTED_PROXIES$|^ERR_UNEXPECTED_PROXY_AUTH$|^ERR_HTTPS_PROXY_/,
    'proxy',
  ],
  [/^ERR_CERT_DATE_INVALID$/, 'clock'],
  [/^ERR_CERT_AUTHORITY_INVALID$/, 'authority'],
  [/^ERR_CERT_|^ERR_SSL_|^ERR_BAD_SSL_|^ERR_CERTIFICATE_|^ERR_ECH_/, 'certificate'],
  [
    /^ERR_CONNECTION_|^ERR_ADDRESS_|^ERR_TIMED_OUT$|^ERR_SOCKET_|^ERR_EMPTY_RESPONSE$|^ERR_HTTP2_|^ERR_QUIC_|^ERR_NETWORK_ACCESS_DENIED$|^ERR_INCOMPLETE_CHUNKED_ENCODING$|^ERR_CONTENT_LENGTH_MISMATCH$|^ERR_FAILED$/,
    'connection',
  ],
]

const codeOf = (error: unknown): string =>
  (error instanceof Error && /net::(ERR_[A-Z0-9_]+)/.exec(error.message)?.[1]) || ''

/** Chromium names its network errors `net::ERR_…`, and gives no other code. */
export function networkProblem(error: unknown): Problem {
  const code = codeOf(error)
  return byCode.find(([pattern]) => pattern.test(code))?.[1] ?? 'unexpected'
}

/** Whether it is an error of the connection itself, which a proxy may have caused as well as plex.tv. */
export const mayBeOfProxy = (error: unknown): boolean =>
  networkProblem(error) === 'connection' ||
  /^ERR_INVALID_HTTP_RESPONSE$|^ERR_RESPONSE_HEADERS_|^ERR_SSL_PROTOCOL_ERROR$/.test(codeOf(error))
