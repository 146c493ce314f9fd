import { expect, it } from 'vitest'
import { piecesOf, whole } from './line-breaks.ts'

it.each([
  ['Signs you in', ['Signs ', 'you ', 'in']],
  ['로그인 상태를 알려 줍니다', ['로그인 ', '상태를 ', '알려 ', '줍니다']],
  ['キーを「見る」。', ['キー', 'を', '「見', 'る」。']],
  ['使用 latchkey run 时', ['使', '用 ', 'latchkey ', 'run ', '时']],
  ['Run “latchkey keys add NAME” or', ['Run ', '“latchkey keys add NAME” ', 'or']],
  ['mit --for NAME, $(latchkey token)', ['mit ', '--for NAME, ', '$(latchkey token)']],
  [`in ${whole('/a b/写真')}に`, ['in ', '/a b/写真に']],
  ['\u2068Ada Lovelace\u2069 is', ['\u2068Ada Lovelace\u2069 ', 'is']],
  ['zshも、か？', ['zsh', 'も、', 'か？']],
])('a line of %s may end between %j', (text, pieces) => {
  expect(piecesOf(text)).toEqual(pieces)
})
