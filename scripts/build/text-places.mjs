/**
 * How long a text may be where there is room for one line, or for two: in columns, of which Chinese, Japanese and Korean
 * characters take two, without what is put in. The window is 420 px wide, of which 388 are for text: a column is about 7 px
 * in text and buttons, and 10 in the largest heading. The first pattern that fits a key counts.
 * @type {readonly (readonly [key: RegExp, columns: number, place: string])[]}
 */
export const places = [
  [/^asks\.(?:notNow|once|answerOnce|allow)$/, 17, 'one of three buttons side by side'],
  [/^window\.update\.button\./, 22, 'a button at the end of a line'],
  [/^action\.(?:cancel|tryNow|checkNow|dismiss|tryAgain)$/, 20, 'a button at the end of a line'],
  [
    /^window\.keys\.(?:save|revoke|create|copy|how\.\w+|hidden|ask\.(?:keep|keepAll|revokeAll)|allowed\.(?:stop|keep))$/,
    26,
    'one of two buttons side by side',
  ],
  [/^(?:lateClaim\.(?:keep|revoke)|tray\.(?:keepKey|revokeKey))$/, 32, 'one of two buttons side by side'],
  [/^window\.settings\.theme\./, 18, 'one of four tiles'],
  [/^window\.settings\.resetAsk\.yes$/, 26, 'one of two buttons side by side'],
  [
    /^window\.settings\.(?:closing\.|notifications\.|trayIcon\.|languageOfSystem$|wrong$|\w+\.title$|log\.(?:open|show)$)/,
    40,
    'a row of the settings',
  ],
  [/^window\.settings\.(?:title|back|language)$/, 20, 'the title of a page'],
  [/^(?:servers|keys)\.title$/, 20, 'the title of a page'],
  [
    /^window\.(?:keys\.(?:new|name\.label|program\.label|server\.label|address\.label|secret)|doctor\.title)$/,
    32,
    'the title of a page or of a field',
  ],
  [/^window\.account\./, 34, 'a fact in a line'],
  [/^window\.servers\.(?:online|offline|yours|shared|refresh|refreshing|filter)$/, 26, 'a fact in a line'],
  [/^window\.approval\.(?:copy|timerLabel)$/, 34, 'a tool'],
  [/^action\./, 40, 'a button of the whole width'],
  [
    /^window\.(?:again\.newCode|start\.get|signInAgain\.confirm|proxyLogin\.(?:username|password|use|trying)|unopenedPage\.copy)$/,
    44,
    'a button of the whole width',
  ],
  [/^window\.doctor\.(?:again|report\.(?:show|save))$/, 36, 'a button'],
  [
    /^window\.keys\.(?:show|hide|replace|forget|copyLines|copyWithoutKey|revokeAll|seeAgain|being)$/,
    44,
    'a button of the whole width',
  ],
  [/^tray\.tooltip\./, 56, 'a tooltip'],
  [/^tray\./, 76, 'an entry of a menu'],
  [/^state\./, 64, 'an entry of a menu'],
  [/^(?:confirmation|update)\./, 84, 'an entry of a menu'],
  [
    /^(?:problems\.[^.]+|notifications\.[^.]+|lateClaim|unopened|start|stopped)\.title$/,
    72,
    'a heading of two lines',
  ],
  [/^window\.(?:\w+\.)+title$/, 72, 'a heading of two lines'],
  [/^age\./, 20, 'an age in a line'],
  [/^cli\.keys\.state\./, 32, 'a fact in a line'],
  [/^package\.(?:genericName|man\.\w+)$/, 40, 'a name in a menu'],
  [/^package\.summary$/, 80, 'a line of a list of packages'],
]
