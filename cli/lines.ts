/**
 * Cuts what comes in into lines of UTF-8.
 * @param longest in bytes, with its end
 * @param tooLong is called once, for a line that does not end in time; nothing comes after it
 */
export function createLines(longest: number, line: (text: string) => void, tooLong: () => void) {
  let kept: Buffer[] = []
  let size = 0
  let over = false
  return (chunk: Buffer) => {
    let rest = chunk
    while (!over && rest.length > 0) {
      const end = rest.indexOf('\n')
      const part = end < 0 ? rest : rest.subarray(0, end)
      size += part.length
      if (size >= longest) {
        over = true
        kept = []
        return tooLong()
      }
      kept.push(part)
      if (end < 0) return
      const text = Buffer.concat(kept).toString('utf8')
      kept = []
      size = 0
      rest = rest.subarray(end + 1)
      line(text)
    }
  }
}
