import { type FileWork, PATIENCE_MS } from '../../files/file-work.ts'
import { readForeign } from '../../files/read-foreign.ts'

/** As large as `openLog` lets it grow, with its last line. */
const LARGEST_BYTES = 1_100_000
const MOST_LINES = 300

/** The last lines of the log; none if it cannot be read. */
export const readLog = (path: string, work: FileWork): Promise<readonly string[]> =>
  work
    .within(PATIENCE_MS, path, () => readForeign(path, { largestBytes: LARGEST_BYTES, within: null }))
    .then(found =>
      found.kind === 'read' ? found.bytes.toString().trimEnd().split('\n').slice(-MOST_LINES) : [],
    )
    .catch(() => [])
