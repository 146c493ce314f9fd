import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { Examined, Saved } from '../../common/doctor.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageBar } from '../parts/page-bar.tsx'
import { useText } from '../use-text.ts'

const drawings = { ok: 'check', warning: 'alert', failed: 'cross' } as const
/** What needs the person stands first; beside that they stay in the order in which one rests on the other. */
const urgency = { failed: 0, warning: 1, ok: 2 } as const

/** Everything that a sign-in needs, with what to do about what is not well; and the report of it. */
export function Doctor() {
  const text = useText()
  const [found, setFound] = useState<Examined | 'looking' | 'unlooked'>('looking')
  const [isReportShown, showReport] = useState(false)
  const [saved, setSaved] = useState<Saved>('cancelled')
  const look = () => {
    setFound('looking')
    showReport(false)
    setSaved('cancelled')
    void examine()
  }
  async function examine() {
    try {
      const examined = await bridge.doctor.examine()
      setFound(examined)
      announce(text('window.doctor.looked', { count: troubles(examined) }))
    } catch {
      setFound('unlooked')
    }
  }
  const save = async () => {
    const became = await bridge.doctor.save()
    setSaved(became)
    if (became !== 'cancelled') announce(text(`window.doctor.report.${became}`))
  }
  // The press that has opened the page counts for this, too.
  useEffect(look, [])
  const openReport = () => {
    showReport(true)
    announce(text('window.doctor.report.title'))
  }
  // It stands in place of what was found.
  useLayoutEffect(() => scrollTo(0, 0), [isReportShown])
  return (
    <div class="view page" data-testid="doctor" aria-busy={found === 'looking'}>
      <PageBar title={text('window.doctor.title')} />
      {found === 'looking' && <p class="empty">{text('window.doctor.looking')}</p>}
      {found === 'unlooked' && <p class="empty">{text('window.doctor.unlooked')}</p>}
      {typeof found !== 'string' && !isReportShown && <Checks found={found} />}
      {typeof found !== 'string' && isReportShown && (
        <section class="key-section" aria-labelledby="report">
          <h2 id="report">{text('window.doctor.report.title')}</h2>
          <p class="fine-print">{text('window.doctor.report.hint')}</p>
          {saved !== 'cancelled' && <p class="saved">{text(`window.doctor.report.${saved}`)}</p>}
          <Report said={found.report} />
        </section>
      )}
      {found !== 'looking' && (
        <div class="actions">
          <Button kind="secondary" onPress={look}>
            {text('window.doctor.again')}
          </Button>
          {found !== 'unlooked' && (
            <Button kind="secondary" testId="save-report" onPress={isReportShown ? save : openReport}>
              {text(isReportShown ? 'window.doctor.report.save' : 'window.doctor.report.show')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function Checks({ found }: { readonly found: Examined }) {
  const text = useText()
  return (
    <>
      <p class="doctor-sum">{text('window.doctor.looked', { count: troubles(found) })}</p>
      <ul class="card checks">
        {inOrder(found).map(({ name, result, said, next }) => (
          <li key={name} class={`check ${result}`} data-testid="check" data-name={name} data-result={result}>
            <Icon name={drawings[result]} />
            <div>
              <p>
                <span class="visually-hidden">{text(`window.doctor.result.${result}`)} </span>
                {said}
              </p>
              {next !== null && <p class="fine-print">{next}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** As it is saved; each check goes on below its own words. */
function Report({ said }: { readonly said: string }) {
  const lines = said.split('\n')
  const start = lines.indexOf('') + 1
  const end = lines.indexOf('', start)
  // What stands before the name of a check is as wide in each of them.
  const before = /^.+? +(?=[a-z-]+: )/.exec(lines[start] ?? '')?.[0].length ?? 0
  return (
    <pre class="snippet report" tabIndex={0} data-testid="report" style={{ '--before': `${before}ch` }}>
      {lines.map((line, number) => (
        <span key={number} class={number >= start && number < end ? 'of-check' : ''}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

const inOrder = ({ checks }: Examined) =>
  checks.toSorted((one, other) => urgency[one.result] - urgency[other.result])

const troubles = ({ checks }: Examined): number => checks.filter(({ result }) => result !== 'ok').length
