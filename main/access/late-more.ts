import type { DoctorAnswer, KeyAnswer, ServersAnswer } from '../../common/access-answers.ts'
import type { FileWork } from '../files/file-work.ts'
import type { Written } from './program-files.ts'

interface Options {
  readonly doctor: () => Promise<{ readonly examine: () => Promise<DoctorAnswer> }>
  readonly userAgent: string
  readonly work: FileWork
  readonly report: (what: string, error?: unknown) => void
}

/** What commands want besides keys. Each part is a bundle of its own, which is loaded when it is first asked for. */
export function createMore({ doctor, userAgent, work, report }: Options) {
  let probe: Promise<(servers: ServersAnswer, gone: AbortSignal) => Promise<ServersAnswer>> | undefined
  return {
    doctor: async (): Promise<DoctorAnswer> => (await doctor()).examine(),
    async probe(servers: ServersAnswer, gone: AbortSignal): Promise<ServersAnswer> {
      probe ??= import('./open-probe.ts').then(({ openProbe }) => openProbe(userAgent))
      return (await probe)(servers, gone)
    },
    async write(key: KeyAnswer, path: string): Promise<Written> {
      const { createProgramFiles } = await import('./program-files.ts')
      return createProgramFiles({ work, report }).give(path, key)
    },
  }
}
