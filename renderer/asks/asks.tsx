import { Announcer } from '../announcer.tsx'
import { Unheard } from '../parts/unheard.tsx'
import { unheard } from '../unheard.ts'
import { useStore } from '../use-store.ts'
import { ProgramAsks } from './program-asks.tsx'
import { told } from './store.ts'

/** The whole window: the question that is open. A next one is a dialog of its own, so that it is read. */
export function Asks() {
  const last = useStore(told)
  const isUnheard = useStore(unheard)
  if (last === null) return null
  const { asking, ...rest } = last
  return (
    <>
      {isUnheard && <Unheard />}
      <main>{asking !== null && <ProgramAsks key={asking.id} asking={asking} {...rest} />}</main>
      <Announcer />
    </>
  )
}
