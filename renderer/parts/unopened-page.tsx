import { bridge } from '../bridge.ts'
import { text } from '../text.ts'
import { Button } from './button.tsx'

/** The address that no browser opened, above every view until it is dismissed. */
export const UnopenedPage = ({ address }: { readonly address: string }) => (
  <section class="strip" aria-label={text('window.unopenedPage.label')} data-testid="unopened-page">
    <p>
      {text('window.unopenedPage.said')} <span class="address">{address}</span>
    </p>
    <Button kind="quiet" onPress={bridge.copyUnopenedPage}>
      {text('window.unopenedPage.copy')}
    </Button>
    <Button kind="quiet" onPress={bridge.dismissUnopenedPage}>
      {text('window.unopenedPage.dismiss')}
    </Button>
  </section>
)
