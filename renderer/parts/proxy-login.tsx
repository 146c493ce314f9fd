import { useLayoutEffect, useRef } from 'preact/hooks'
import type { AskingProxy } from '../../common/proxy.ts'
import { bridge } from '../bridge.ts'
import { proxyLine, proxyName } from '../proxy-text.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

interface Props {
  readonly proxy: AskingProxy
  readonly kind: 'primary' | 'secondary'
}

/** Asks for a proxy's login. The fields are emptied when another proxy asks. */
export const ProxyLogin = (props: Props) => <Fields key={proxyName(props.proxy)} {...props} />

/** The password is never in state, and is removed from its field when it is sent to main. */
function Fields({ proxy, kind }: Props) {
  const text = useText()
  const form = useRef<HTMLElement>(null)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const { host, port, said } = proxy
  const trying = said === 'trying'

  useLayoutEffect(() => {
    // Does not take the focus from something else.
    if (said === 'refused' && form.current?.contains(document.activeElement)) password.current?.focus()
  }, [said])

  const send = () => {
    const [name, secret] = [username.current, password.current]
    if (trying || name === null || secret === null) return
    if (name.value === '') return name.focus()
    // Enter in the empty field means that there is no password.
    if (secret.value === '' && document.activeElement !== secret) return secret.focus()
    const login = { host, port, username: name.value, password: secret.value }
    secret.value = ''
    return bridge.proxy.answer(login)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && !event.isComposing && !event.repeat
    if (event.key === 'Enter' && typing) void send()
  }

  return (
    <section
      ref={form}
      class="proxy-login"
      aria-labelledby="proxy-login"
      data-testid="proxy-login"
      onKeyDown={onKeyDown}
    >
      <p id="proxy-login">{proxyLine(text, proxy)}</p>
      <label>
        <span>{text('window.proxyLogin.username')}</span>
        <input ref={username} class="field" maxLength={200} {...unaided} />
      </label>
      <label>
        <span>{text('window.proxyLogin.password')}</span>
        <input ref={password} class="field" type="password" maxLength={1_000} {...unaided} />
      </label>
      <Button kind={kind} onPress={send} disabled={trying}>
        {text(trying ? 'window.proxyLogin.trying' : 'window.proxyLogin.use')}
      </Button>
      <p class="fine-print">{text('window.proxyLogin.kept')}</p>
    </section>
  )
}

const unaided = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const
