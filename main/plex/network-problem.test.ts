import { describe, expect, it } from 'vitest'
import { networkProblem } from './network-problem.ts'
import { request, retryAfter } from './request.ts'

describe('a wait that plex.tv asks for', () => {
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT'
  it.each([
    [null, date, 0],
    ['0', date, 0],
    ['120', null, 120_000],
    ['120', date, 120_000],
    ['Wed, 21 Oct 2026 07:28:30 GMT', date, 30_000],
    ['Wed, 21 Oct 2026 07:28:30 GMT', null, 0],
    ['Wed, 21 Oct 2026 07:27:30 GMT', date, 0],
    ['soon', date, 0],
    ['', date, 0],
    ['-1', date, 0],
    ['1.5', date, 0],
    ['1e9', date, 0],
  ])('is %j at %j: %d ms', (value, at, wait) => {
    expect(retryAfter(value, at)).toBe(wait)
  })
})

const ask = (
  { failure, proxy }: { failure: Error; proxy: boolean },
  signal = new AbortController().signal,
): Promise<unknown> =>
  request(
    { ask: () => Promise.reject(failure), goesByProxy: async () => proxy },
    'https://plex.tv/',
    { method: 'GET', headers: {} },
    { signal, timeoutMs: 10_000 },
  )

describe('a failure on the way through a proxy', () => {
  it.each([
    ['CONNECTION_RESET', 'proxy'],
    ['CONNECTION_CLOSED', 'proxy'],
    ['EMPTY_RESPONSE', 'proxy'],
    ['INVALID_HTTP_RESPONSE', 'proxy'],
    ['RESPONSE_HEADERS_TRUNCATED', 'proxy'],
    ['RESPONSE_HEADERS_TOO_BIG', 'proxy'],
    ['SSL_PROTOCOL_ERROR', 'proxy'],
    ['TIMED_OUT', 'proxy'],
    ['CERT_AUTHORITY_INVALID', 'authority'],
    ['CERT_COMMON_NAME_INVALID', 'certificate'],
    ['NAME_NOT_RESOLVED', 'name'],
    ['CONTENT_DECODING_FAILED', 'unexpected'],
  ])('named ERR_%s is %s', async (code, problem) => {
    const failure = new Error(`net::ERR_${code}`)
    await expect(ask({ failure, proxy: true })).rejects.toMatchObject({ problem, cause: failure })
  })

  it('is nobody’s where the request was given up', async () => {
    const asking = ask({ failure: new Error('net::ERR_FAILED'), proxy: true }, AbortSignal.abort())
    await expect(asking).rejects.toMatchObject({ problem: 'connection' })
  })
})

describe('a failure of the network', () => {
  it.each([
    ['INTERNET_DISCONNECTED', 'offline'],
    ['NETWORK_CHANGED', 'offline'],
    ['NETWORK_IO_SUSPENDED', 'offline'],
    ['NAME_NOT_RESOLVED', 'name'],
    ['NAME_RESOLUTION_FAILED', 'name'],
    ['DNS_TIMED_OUT', 'name'],
    ['DNS_MALFORMED_RESPONSE', 'name'],
    ['ICANN_NAME_COLLISION', 'name'],
    ['PROXY_CONNECTION_FAILED', 'proxy'],
    ['PROXY_CERTIFICATE_INVALID', 'proxy'],
    ['PROXY_AUTH_UNSUPPORTED', 'proxy'],
    ['UNEXPECTED_PROXY_AUTH', 'proxy'],
    ['TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT', 'proxy'],
    ['SOCKS_CONNECTION_FAILED', 'proxy'],
    ['MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy'],
    ['PAC_SCRIPT_FAILED', 'proxy'],
    ['NO_SUPPORTED_PROXIES', 'proxy'],
    ['CERT_DATE_INVALID', 'clock'],
    ['CERT_AUTHORITY_INVALID', 'authority'],
    ['CERT_COMMON_NAME_INVALID', 'certificate'],
    ['CERT_REVOKED', 'certificate'],
    ['CERTIFICATE_TRANSPARENCY_REQUIRED', 'certificate'],
    ['SSL_PROTOCOL_ERROR', 'certificate'],
    ['SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate'],
    ['BAD_SSL_CLIENT_AUTH_CERT', 'certificate'],
    ['ECH_NOT_NEGOTIATED', 'certificate'],
    ['CONNECTION_REFUSED', 'connection'],
    ['CONNECTION_RESET', 'connection'],
    ['CONNECTION_TIMED_OUT', 'connection'],
    ['ADDRESS_UNREACHABLE', 'connection'],
    ['TIMED_OUT', 'connection'],
    ['SOCKET_NOT_CONNECTED', 'connection'],
    ['EMPTY_RESPONSE', 'connection'],
    ['INCOMPLETE_CHUNKED_ENCODING', 'connection'],
    ['CONTENT_LENGTH_MISMATCH', 'connection'],
    ['HTTP2_PROTOCOL_ERROR', 'connection'],
    ['QUIC_PROTOCOL_ERROR', 'connection'],
    ['NETWORK_ACCESS_DENIED', 'connection'],
    ['FAILED', 'connection'],
    ['ABORTED', 'unexpected'],
    ['CONTENT_DECODING_FAILED', 'unexpected'],
    ['BLOCKED_BY_CLIENT', 'unexpected'],
    ['TIMED_OUT_ELSEWHERE', 'unexpected'],
    ['TOO_MANY_REDIRECTS', 'unexpected'],
  ])('named ERR_%s is %s', async (code, problem) => {
    const cause = new Error(`net::ERR_${code}`)
    await expect(ask({ failure: cause, proxy: false })).rejects.toMatchObject({
      name: 'Failure',
      problem,
      cause,
      retryAfterMs: 0,
    })
  })

  it.each([
    ['a redirect', new Error("Attempted to redirect, but redirect policy was 'error'")],
    ['an error of no known kind', new TypeError('fetch failed')],
    ['a name without its prefix', new Error('ERR_NAME_NOT_RESOLVED')],
    ['what is no error', 'net::ERR_NAME_NOT_RESOLVED'],
    ['nothing', undefined],
  ])('that is %s is unexpected', (_what, thrown) => {
    expect(networkProblem(thrown)).toBe('unexpected')
  })
})
