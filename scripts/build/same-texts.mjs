/** Names, which are the same in every language. */
export const names = /Latchkey|Plex Pass|Plex|plex\.tv|Ctrl-C|QR|PATH/g

/**
 * What may be the same as in English, by language: words that the language has taken over or shares. `*`: in all.
 * @type {Readonly<Record<string, readonly RegExp[]>>}
 */
export const same = {
  '*': [/^window\.account\.plexPass$/, /^tray\.minutes$/],
  de: [
    /^window\.settings\.theme\.system$/,
    /^window\.approval\.codeLabel$/,
    /\.(?:online|offline|serverOffline)$/,
    /^window\.keys\.(?:name|server)\.label$/,
  ],
  fr: [/^window\.settings\.notifications/, /^package\.man\.(?:synopsis|options)$/],
  it: [/\.(?:online|offline|serverOffline)$/, /^window\.(?:proxyLogin\.password|keys\.server\.label)$/],
  nl: [
    /^window\.approval\.codeLabel$/,
    /\.(?:online|offline|serverOffline)$/,
    /^window\.keys\.server\.label$/,
    /^servers\.title$/,
    /^window\.servers\.found$/,
    /^unopened\.later$/,
  ],
  pl: [/^asks\.program$/, /\.(?:online|offline|serverOffline)$/],
  'pt-BR': [/\.(?:online|offline|serverOffline)$/],
  sv: [
    /^window\.settings\.theme\.system$/,
    /^asks\.program$/,
    /\.(?:online|offline|serverOffline)$/,
    /^window\.keys\.server\.label$/,
    /^package\.man\.synopsis$/,
  ],
  tr: [/^asks\.program$/],
}
