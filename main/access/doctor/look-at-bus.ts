import { type AskSessionBus, busErrorCode } from '../../platform/session-bus/port.ts'
import type { Bus, TrayState } from './computer.ts'

const BUS = 'org.freedesktop.DBus'
const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWERS_WITHIN_MS = 3_000
const NOT_THERE = /^org\.freedesktop\.DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner)$/

/** Whether the bus itself answers. */
export const lookAtBus = (ask: AskSessionBus): Promise<Bus> =>
  ask({
    destination: BUS,
    path: '/org/freedesktop/DBus',
    interface: BUS,
    member: 'GetId',
    returns: 's',
    within: ANSWERS_WITHIN_MS,
  }).then(
    () => 'there',
    (error: unknown) => (busErrorCode(error) === 'no-bus' ? 'none' : 'silent'),
  )

/** Why a Linux desktop shows no icon. */
export const lookForPanel = (ask: AskSessionBus): Promise<TrayState> =>
  ask({
    destination: WATCHER,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    values: [WATCHER, 'IsStatusNotifierHostRegistered'],
    returns: 'v',
    start: false,
    within: ANSWERS_WITHIN_MS,
  }).then(
    // With a panel, the icon was only just lost, or is refused.
    ({ values: [{ value }] }) => (value === true ? 'silent' : 'no-panel'),
    (error: unknown) => {
      const code = busErrorCode(error) ?? ''
      return NOT_THERE.test(code) ? 'no-watcher' : code === 'no-bus' ? 'no-bus' : 'silent'
    },
  )
