const live = process.stdout.isTTY === true
const plainStep = 10

/** Prints one step. @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/**
 * A progress line in megabytes: redrawn in place on a terminal, every 10 % elsewhere.
 * @param {string} label
 * @param {number} totalBytes
 */
export function progress(label, totalBytes) {
  let shown = -1
  const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1_000_000)
  return {
    /** @param {number} bytes */
    update(bytes) {
      const percent = Math.min(100, Math.floor((bytes / totalBytes) * 100))
      const due = live ? percent !== shown : Math.floor(percent / plainStep) > Math.floor(shown / plainStep)
      if (!due) return
      shown = percent
      const text = `  ${label}: ${megabytes(Math.min(bytes, totalBytes))} / ${megabytes(totalBytes)} MB`
      process.stdout.write(live ? `\r${text}` : `${text}\n`)
    },
    end() {
      if (live && shown >= 0) process.stdout.write('\n')
    },
  }
}

/** An error whose message is all that a person needs: what is wrong and the next step. */
export class Problem extends Error {
  /** @override */
  name = 'Problem'
}

/**
 * Runs a script's main function and turns its outcome into the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    const code = await main()
    process.exitCode = typeof code === 'number' ? code : 0
  } catch (error) {
    const text = error instanceof Problem ? error.message : error instanceof Error ? error.stack : undefined
    process.stderr.write(`${text ?? String(error)}\n`)
    process.exitCode = 1
  }
}
