import { chooseFile } from './choose-file.ts'
import { createExamination } from './examination.ts'
import { replaceFile } from './files/replace-file.ts'
import type { Front } from './front.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import type { OpenedServices } from './open-services.ts'

interface Options
  extends
    Pick<Front, 'desktop' | 'log' | 'speech' | 'text' | 'tray' | 'work'>,
    Pick<OpenedServices, 'installation' | 'keyRecords' | 'lookOnWay' | 'services'> {
  readonly launchAtLogin: Pick<LaunchAtLogin, 'state'>
  /** Fails unless the text is known to be on the clipboard. */
  readonly clip: (text: string) => Promise<void>
}

/** Doctor for the window, over this computer. */
export function openExaminationHere(options: Options) {
  const { log, speech, clip } = options
  const { signIn, keys } = options.services
  return createExamination({
    async load() {
      const { openDoctor } = await import('./access/doctor/open-doctor.ts')
      speech.add('doctor')
      return openDoctor(options)
    },
    known: () => [signIn.code(), keys.code()].filter(code => code !== undefined),
    choose: () => chooseFile('latchkey-report.txt'),
    write: replaceFile,
    clip,
    report: log.warn,
  })
}
