/**
 * Ways in which a page could send something, run in that page: each to a port of its own, or for a name that begins
 * with its number. `everything` has more of Chromium's ways, some of which do nothing in this Electron but may in
 * another. Resolves with their names in order, and the outcome of each.
 */
export async function tryWaysOut({ firstPort, computer }: { firstPort: number; computer: string }) {
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
  const ways: { name: string; run: (port: number, host: string) => unknown }[] = []
  const way = (name: string, run: (port: number, host: string) => unknown) => void ways.push({ name, run })
  const put = (name: string, attributes: Readonly<Record<string, string>>, content = 'x') => {
    const element = document.createElement(name)
    for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value)
    element.append(content)
    document.body.append(element)
    return element
  }
  /** Things of Chromium that TypeScript does not know. */
  type Anything = { readonly [name: string]: Anything } & ((...given: unknown[]) => Anything) &
    (new (...given: unknown[]) => Anything)
  const own = globalThis as unknown as Anything
  const login = { username: 'code KYLX', credential: 'b' }

  const spellings =
    `127.0.0.1 127.8.8.8 [::1] [::ffff:127.0.0.1] [::] 0.0.0.0 2130706433 0x7f.1 017700000001 localhost
    a.localhost localhost. ${computer} 169.254.7.7 10.0.0.2 192.168.7.7 203.0.113.7 [fd00::7] [2001:db8::7]`.split(
      /\s+/,
    )
  const gather = async (...urls: string[]) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls, ...login }] })
    connection.createDataChannel('a')
    await connection.setLocalDescription(await connection.createOffer())
    await pause(1_500)
  }
  for (const to of spellings) {
    way(`TURN over TCP, ${to}`, port => gather(`turn:${to}:${port}?transport=tcp`))
    way(`TURN over TLS, ${to}`, port => gather(`turns:${to}:${port}?transport=tcp`))
    if (to !== '[::ffff:127.0.0.1]')
      way(`TURN and STUN over UDP, ${to}`, port => gather(`turn:${to}:${port}`, `stun:${to}:${port}`))
  }
  way('names of STUN and TURN', (port, host) =>
    gather(`turn:${host}:${port}?transport=tcp`, `stun:${host}:${port}`),
  )

  const offer = async (Connection: typeof RTCPeerConnection, ...candidates: string[]) => {
    const [one, other] = [new Connection(), new Connection()]
    one.createDataChannel('a')
    await one.setLocalDescription(await one.createOffer())
    await other.setRemoteDescription(one.localDescription!)
    await other.setLocalDescription(await other.createAnswer())
    await one.setRemoteDescription(other.localDescription!)
    for (const candidate of candidates)
      await one.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 })
    await pause(1_500)
  }
  const udp = (host: string, port: number) => `candidate:1 1 udp 2113937151 ${host} ${port} typ host`
  const tcp = (host: string, port: number) =>
    `candidate:2 1 tcp 1518280447 ${host} ${port} typ host tcptype passive`
  for (const to of ['127.0.0.1', '::1', '169.254.7.7', '10.0.0.2', '203.0.113.7']) {
    way(`ICE candidates, ${to}`, port => offer(RTCPeerConnection, udp(to, port), tcp(to, port)))
  }
  way('ICE candidates with a name', (port, host) =>
    offer(RTCPeerConnection, udp(host, port), tcp(host, port)),
  )
  way('an ICE candidate of the local network', (port, host) =>
    offer(RTCPeerConnection, udp(host.replace('.example', '.local'), port)),
  )
  way('ICE from a frame', (port, host) => {
    const frame = put('iframe', {}) as HTMLIFrameElement
    const inside = frame.contentWindow as unknown as { RTCPeerConnection: typeof RTCPeerConnection }
    return offer(inside.RTCPeerConnection, udp(host, port))
  })

  const linked: readonly (readonly [rel: string, more?: Readonly<Record<string, string>>])[] = [
    ['dns-prefetch'],
    ['prefetch'],
    ['modulepreload'],
    ['stylesheet'],
    ['alternate stylesheet'],
    ['preload', { as: 'fetch' }],
  ]
  for (const [rel, more] of linked)
    way(`link ${rel}`, (port, host) => put('link', { rel, href: `http://${host}:${port}/`, ...more }))
  for (const to of ['http://10.0.0.2', 'http://127.0.0.1']) {
    const at = (port: number) => `${to}:${port}/`
    way(`request, ${to}`, port => fetch(at(port), { mode: 'no-cors' }))
    way(`request that outlives the page, ${to}`, port =>
      fetch(at(port), { mode: 'no-cors', keepalive: true, method: 'POST', body: 'a' }),
    )
    way(`beacon, ${to}`, port => navigator.sendBeacon(at(port), 'a'))
    way(`socket, ${to}`, port => new WebSocket(at(port).replace('http', 'ws')))
    way(`WebTransport, ${to}`, port => new own['WebTransport']!(at(port).replace('http', 'https'))['ready'])
    way(`image, ${to}`, port => put('img', { src: at(port) }))
    way(`frame, ${to}`, port => put('iframe', { src: at(port) }))
    way(`ping of a link, ${to}`, port => put('a', { href: '#x', ping: at(port) }).click())
    way(`new window, ${to}`, port => window.open(at(port)))
  }
  const web = (port: number) => `http://10.0.0.2:${port}/`
  way('XMLHttpRequest', port => {
    const request = new XMLHttpRequest()
    request.open('GET', web(port))
    request.send()
  })
  way('stream of a socket', port => new own['WebSocketStream']!(web(port).replace('http', 'ws'))['opened'])
  way('events', port => new EventSource(web(port)))
  way('script', port => put('script', { src: web(port) }))
  way('module', port => import(web(port)))
  way('set of images', port => put('img', { srcset: `${web(port)} 2x` }))
  way('image button', port => put('input', { type: 'image', src: web(port) }))
  way('image in a drawing', port => {
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
    image.setAttribute('href', web(port))
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    drawing.append(image)
    document.body.append(drawing)
  })
  way('video', port => put('video', { src: web(port), preload: 'auto' }))
  way('audio', port => new Audio(web(port)).play())
  way('poster', port => put('video', { poster: web(port) }))
  way('embed', port => put('embed', { src: web(port) }))
  way('object', port => put('object', { data: web(port) }))
  way('frame of a set', port => put('frame', { src: web(port) }))
  way('frame with a page in it', port => put('iframe', { srcdoc: `<img src="${web(port)}">` }))
  way('background', port => put('p', {}).style.setProperty('background-image', `url(${web(port)})`))
  way('pointer', port => put('p', {}).style.setProperty('cursor', `url(${web(port)}), auto`))
  way('font in a style', port => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@font-face { font-family: zz; src: url(${web(port)}) } body { font-family: zz }`)
    document.adoptedStyleSheets.push(sheet)
  })
  way('font', port => new FontFace('a', `url(${web(port)})`).load())
  way('rule that imports', port =>
    (document.styleSheets[0] as CSSStyleSheet).insertRule(`@import url(${web(port)})`, 0),
  )
  way('worklet', port => new AudioContext().audioWorklet.addModule(web(port)))
  way('link to a new window', port => put('a', { href: web(port), target: '_blank' }).click())
  way('form to a new window', port =>
    (put('form', { action: web(port), target: '_blank' }) as HTMLFormElement).submit(),
  )
  way('speculation rules', (port, host) => {
    const rules = JSON.stringify({ prefetch: [{ source: 'list', urls: [`https://${host}:${port}/`] }] })
    put('script', { type: 'speculationrules' }, rules)
  })
  way('attribution', (port, host) => put('img', { attributionsrc: `https://${host}:${port}/` }))
  way('federated sign-in', (port, host) => {
    const identity = { providers: [{ configURL: `https://${host}:${port}/`, clientId: 'a' }] }
    return navigator.credentials.get({ identity } as CredentialRequestOptions)
  })
  way('name looked up for a frame', (_port, host) => {
    const inside = (put('iframe', {}) as HTMLIFrameElement).contentDocument
    const link = Object.assign(inside!.createElement('link'), { rel: 'dns-prefetch', href: `//${host}` })
    inside!.head.append(link)
  })

  const heard = ways.length
  const rels = `preconnect prerender icon apple-touch-icon manifest search next pingback help author import subresource
    canonical compression-dictionary expect monetization webmention`
  for (const rel of rels.split(/\s+/))
    way(`link ${rel}`, (port, host) => put('link', { rel, href: `http://${host}:${port}/` }))
  way('preconnect to this computer', port =>
    put('link', { rel: 'preconnect', href: `http://127.0.0.1:${port}/` }),
  )
  way('names in links', (port, host) => {
    put('meta', { 'http-equiv': 'x-dns-prefetch-control', content: 'on' })
    put('a', { href: `http://${host}:${port}/` })
  })
  way('request later', port => own['fetchLater']!(web(port), { activateAfter: 0 }))
  way('worker', port => new Worker(web(port)))
  way('shared worker', port => new SharedWorker(web(port)))
  way('service worker', port => navigator.serviceWorker.register(web(port)))
  way('portal', port => put('portal', { src: web(port) }))
  way('fenced frame', port => put('fencedframe', { src: web(port) }))
  way('address', port => void (location.href = web(port)))
  way('navigation', port => own['navigation']!['navigate']!(web(port)))
  way('refresh', (port, host) =>
    put('meta', { 'http-equiv': 'refresh', content: `0;url=http://${host}:${port}/` }),
  )
  way('form', port => (put('form', { action: web(port), method: 'post' }) as HTMLFormElement).submit())
  way('download', port => put('a', { href: web(port), download: 'x' }).click())
  way('report of a policy', port => {
    put('meta', {
      'http-equiv': 'content-security-policy',
      content: `img-src 'none'; report-uri ${web(port)}`,
    })
    put('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })
  })
  way('style sheet of XML', port => {
    const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="${web(port)}"/></xsl:stylesheet>`
    new XSLTProcessor().importStylesheet(new DOMParser().parseFromString(sheet, 'text/xml'))
  })
  way('private state token', (port, host) => {
    const privateToken = { version: 1, operation: 'token-request' }
    return fetch(`https://${host}:${port}/`, { privateToken } as RequestInit)
  })
  way('passkey of a site', (_port, host) =>
    navigator.credentials.get({ publicKey: { challenge: new Uint8Array(8), rpId: host } }),
  )
  way('payment', (port, host) => {
    const total = { label: 'a', amount: { currency: 'USD', value: '1' } }
    return new PaymentRequest([{ supportedMethods: `https://${host}:${port}/` }], { total }).canMakePayment()
  })
  way('TCP itself', port => new own['TCPSocket']!('10.0.0.2', port)['opened'])
  way('UDP itself', port => new own['UDPSocket']!({ remoteAddress: '10.0.0.2', remotePort: port })['opened'])
  way('presentation', (port, host) =>
    new own['PresentationRequest']!([`https://${host}:${port}/`])['getAvailability']!(),
  )
  way('speech', () => new own['webkitSpeechRecognition']!()['start']!())
  way('place', () => new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed)))
  way('shared storage', port => own['sharedStorage']!['worklet']!['addModule']!(web(port)))
  way('protected films', () =>
    navigator.requestMediaKeySystemAccess('com.widevine.alpha', [
      { initDataTypes: ['cenc'], videoCapabilities: [{ contentType: 'video/mp4; codecs="avc1.42E01E"' }] },
    ]),
  )

  const outcomes = await Promise.all(
    ways.map(async ({ run }, index) => {
      try {
        await Promise.race([run(firstPort + index, `way-${index}.example`), pause(3_000)])
        return 'done'
      } catch (error) {
        return (error as Error).name
      }
    }),
  )
  return { names: ways.map(({ name }) => name), heard, outcomes }
}

export type WaysOut = Awaited<ReturnType<typeof tryWaysOut>>
