import { codeAgain } from '../code-again.ts'
import { speech } from '../announcer.tsx'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'

/** Has a screen reader say the code again. Who sees it needs that only while going through the page by keys. */
export function ReadAgain({ code }: { readonly code: string }) {
  const text = useText()
  return (
    <span class="read-again">
      <Button kind="quiet" onPress={() => speech.tell(codeAgain(text, code))}>
        {text('window.approval.readAgain')}
      </Button>
    </span>
  )
}
