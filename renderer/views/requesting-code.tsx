import { bridge } from '../bridge.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { text } from '../text.ts'

/** The next view with blanks, so that nothing moves when the code comes. */
export function RequestingCode() {
  return (
    <div class="view">
      <Heading>{text('window.requesting.title')}</Heading>
      <div class="ticket blank" aria-hidden="true">
        <div class="ticket-code">
          <div class="code" data-length="4">
            <span class="cell" />
            <span class="cell" />
            <span class="cell" />
            <span class="cell" />
          </div>
        </div>
        <div class="ticket-stub">
          <span class="spinner" />
        </div>
      </div>
      <div class="actions">
        <Button kind="secondary" onPress={bridge.cancelSignIn}>
          {text('window.requesting.cancel')}
        </Button>
      </div>
    </div>
  )
}
