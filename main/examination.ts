import type { Copied, Examined, Saved } from '../common/doctor.ts'
import type { OpenDoctor } from './access/doctor/open-doctor.ts'

interface Options {
  /** Loads doctor, when it is first wanted. */
  readonly load: () => Promise<OpenDoctor>
  /** Secrets that nothing gives away as such, like a code that is shown now. */
  readonly known: () => readonly string[]
  /** Asks the person where the report is to be; null if nowhere. */
  readonly choose: () => Promise<string | null>
  readonly write: (path: string, text: string) => void
  /** Fails unless the text is known to be on the clipboard. */
  readonly clip: (text: string) => Promise<void>
  readonly report: (what: string, error: unknown) => void
}

export type Examination = ReturnType<typeof createExamination>

/** Doctor for the window. What is saved is the report that it was shown, and nothing that it sends. */
export function createExamination({ load, known, choose, write, clip, report }: Options) {
  let opened: Promise<OpenDoctor> | undefined
  let last: string | undefined

  function doctor(): Promise<OpenDoctor> {
    opened ??= load().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  async function examine(): Promise<Examined> {
    const { examine: look, reportOf } = await doctor()
    const { checks } = await look()
    last = await reportOf({ checks }, known())
    return { checks, report: last }
  }

  return {
    /** Loaded once for all who want it. Rejects if it cannot be. */
    doctor,
    examine,
    async copy(): Promise<Copied> {
      try {
        const { report: text } = await examine()
        await clip(text)
        return 'copied'
      } catch (error) {
        report('The report could not be copied', error)
        return 'failed'
      }
    },
    async save(): Promise<Saved> {
      if (last === undefined) return 'failed'
      const shown = last
      try {
        const path = await choose()
        if (path === null) return 'cancelled'
        write(path, shown)
        return 'saved'
      } catch (error) {
        report('The report could not be saved', error)
        return 'failed'
      }
    },
  }
}
