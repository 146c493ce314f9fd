import type { Snapshot } from '../common/contract.ts'

type Notice = Snapshot['notice']

export interface NoticeSource {
  notice(): Notice
  dismissNotice(): void
}

/** Notices of several parts, shown one at a time until each is dismissed. */
export function createNotices(sources: readonly NoticeSource[]): NoticeSource {
  const first = () => sources.find(source => source.notice() !== null)
  return {
    notice: () => first()?.notice() ?? null,
    dismissNotice: () => first()?.dismissNotice(),
  }
}
