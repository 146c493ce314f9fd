import type { Ending, KeyAnswer } from '../../common/access-answers.ts'
import { keyDeviceName, printableAscii } from '../../common/device-names.ts'
import type { PresetName } from '../../common/presets.ts'
import type { Ahead } from '../keys/lend.ts'
import type { KeyRecord } from '../keys/record.ts'
import { refused, troubled } from './ending.ts'
import type { Parts } from './parts.ts'

interface To {
  /** The path of the program that gets it; null where it is not known. */
  readonly program: string | null
  /** In place of the server that the key was made for. */
  readonly server: KeyRecord['server']
  readonly preset: PresetName | null
  /** Whether the person has just said yes, and may be asked for the keychain's password. */
  readonly pressed: boolean
  readonly ahead?: Ahead | undefined
}

/** A key with all that its program needs, or why it is not handed out. SECURITY: for whom the person has allowed it. */
export async function handOut(
  { services, installation }: Pick<Parts, 'services' | 'installation'>,
  record: KeyRecord,
  { program, server, preset, pressed, ahead }: To,
): Promise<KeyAnswer | Ending> {
  const lent = await services.keys.programs.lend(record.id, {
    program,
    server,
    how: { silently: !pressed },
    ahead,
  })
  if ('problem' in lent) return whyNot(lent.problem, record, server)
  const of = server ?? record.server
  return {
    name: record.name,
    key: lent.key,
    identifier: record.identifier,
    deviceName: keyDeviceName(record.name, installation.deviceName),
    product: printableAscii(record.name, 'Key'),
    preset: preset ?? record.preset,
    server: of && { name: of.name, addresses: lent.addresses.map(one => ({ ...one, answers: null })) },
  }
}

function whyNot(
  problem: Parameters<typeof troubled>[0],
  { name, server: own }: KeyRecord,
  server: KeyRecord['server'],
) {
  if (problem === 'keychain-emptied') return refused('missing', name)
  if (problem === 'no-server') return refused('no-server', (server ?? own)?.name ?? null)
  return problem === 'refused' ? refused('dead', name) : troubled(problem)
}
