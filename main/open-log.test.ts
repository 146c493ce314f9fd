import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createOpenLog } from './open-log.ts'
import { BusError } from './platform/session-bus/port.ts'

const { opened, fails } = vi.hoisted(() => ({ opened: [] as string[], fails: { now: false } }))

vi.mock('electron', () => ({ shell: {} }))
vi.mock('./open-page.ts', () => ({
  async openPage(address: string) {
    opened.push(address)
    if (fails.now) throw new Error('nothing opens it')
  },
}))

const path = '/home/ada/my files/latchkey.log'
const asked: unknown[] = []
let isAnswered: boolean
beforeEach(() => {
  opened.length = 0
  asked.length = 0
  fails.now = false
  isAnswered = true
})

const create = () => {
  const reported: string[] = []
  const log = createOpenLog({
    path,
    given: {},
    async ask(question) {
      asked.push([question.member, question.values])
      if (!isAnswered) throw new BusError('no-reply')
      return { sender: ':1.2', values: [] as never }
    },
    report: what => reported.push(what),
  })
  return { log, reported }
}

describe.runIf(process.platform === 'linux')('the log', () => {
  it('is opened by the program for such files', async () => {
    expect([await create().log.open(), opened, asked]).toEqual([{ isShown: true, path }, [path], []])
  })

  it('is shown in its folder by the file manager', async () => {
    expect([await create().log.show(), opened]).toEqual([{ isShown: true, path }, []])
    expect(asked).toEqual([['ShowItems', [['file:///home/ada/my%20files/latchkey.log'], '']]])
  })

  it('has its folder opened where no file manager answers', async () => {
    isAnswered = false
    expect([await create().log.show(), opened]).toEqual([{ isShown: true, path }, ['/home/ada/my files']])
  })

  it.each(['open', 'show'] as const)('says where it is when nothing could %s it', async way => {
    isAnswered = false
    fails.now = true
    const { log, reported } = create()
    expect(await log[way]()).toEqual({ isShown: false, path })
    expect(reported).toHaveLength(1)
  })
})
