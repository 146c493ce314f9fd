import { expect, it } from 'vitest'
import { piecesOf } from './line-breaks.ts'

it.each([
  ['Signs you in', ['Signs ', 'you ', 'in']],
  ['로그인 상태를 알려 줍니다', ['로그인 ', '상태를 ', '알려 ', '줍니다']],
  ['キーを「見る」。', ['キー', 'を', '「見', 'る」。']],
  ['使用 latchkey run 时', ['使', '用 ', 'latchkey ', 'run ', '时']],
  ['zshも、か？', ['zsh', 'も、', 'か？']],
])('a line of %s may end between %j', (text, pieces) => {
  expect(piecesOf(text)).toEqual(pieces)
})
