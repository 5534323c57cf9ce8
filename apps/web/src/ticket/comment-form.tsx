'use client'
import type { KeyboardEvent, RefObject, SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { useFormCheck } from '../site/form-check.ts'
import { SubmitButton } from '../site/submit-button.tsx'

const loadSchema = () => import('./ticket-schemas.ts').then(({ newCommentSchema }) => newCommentSchema)

/** What is being typed, and the field that shows it while there is one. */
export interface CommentDraft {
  text: string
  field: HTMLTextAreaElement | null
}

interface CommentFormProps {
  /** Not a state: the whole page would be rendered at each key. */
  draftRef: RefObject<CommentDraft>
  onAdd: (body: string) => void
}

export function CommentForm({ draftRef, onAdd }: CommentFormProps) {
  const { refused, formProps, check } = useFormCheck(loadSchema)

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const draft = draftRef.current
    const typed = (draft.text = form.querySelector('textarea')!.value) // it is rendered below
    const checked = await check(form)
    // Meanwhile more may have been typed, which is the next comment. What is no longer there was sent or changed by the same form, after a look at the activity.
    if (!checked || !draft.text.startsWith(typed)) return
    // Where it could not be checked: added, it could only fail, however often it is sent again.
    if (checked.body.trim() === '') return
    draft.text = draft.text.slice(typed.length)
    // Not by the form's reset, which would bring back the draft that it began with.
    if (draft.field) draft.field.value = draft.text
    onAdd(checked.body)
  }

  return (
    <form {...formProps} onSubmit={(event) => void submit(event)} className="mt-6 grid gap-3">
      <Field label="Comment" name="body" errors={refused['body']}>
        {(control) => (
          <textarea
            {...control}
            ref={(field) => void (draftRef.current.field = field)}
            className="field min-h-24"
            rows={3}
            defaultValue={draftRef.current.text}
            onChange={({ target }) => void (draftRef.current.text = target.value)}
            onKeyDown={submitByKey}
          />
        )}
      </Field>
      <div>
        <SubmitButton>Comment</SubmitButton>
      </div>
    </form>
  )
}

/** As everywhere: Ctrl or Cmd with Enter. */
function submitByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
}
