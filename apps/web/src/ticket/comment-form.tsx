'use client'
import { addCommentSchema } from '@throughline/api'
import { useState, type KeyboardEvent, type RefObject, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'

const bodySchema = addCommentSchema.shape.body

interface CommentFormProps {
  /** What is being typed. Not a state: the whole page would be rendered at each key. */
  draftRef: RefObject<string>
  onAdd: (body: string) => void
}

export function CommentForm({ draftRef, onAdd }: CommentFormProps) {
  const [errors, setErrors] = useState<readonly string[]>([])

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const field = event.currentTarget.querySelector('textarea')! // it is rendered below
    const checked = bodySchema.safeParse(field.value)
    setErrors(checked.success ? [] : checked.error.issues.map(({ message }) => message))
    if (!checked.success) return field.focus()
    // Not by the form's reset, which would bring back the draft that it began with.
    draftRef.current = field.value = ''
    onAdd(checked.data)
  }

  return (
    <form noValidate onSubmit={submit} className="mt-6 grid gap-3">
      <Field label="Comment" name="body" errors={errors}>
        {(control) => <textarea {...control} className="field min-h-24" rows={3} defaultValue={draftRef.current} onChange={({ target }) => void (draftRef.current = target.value)} onKeyDown={submitByKey} />}
      </Field>
      <div>
        <button type="submit" className="button-primary">
          Comment
        </button>
      </div>
    </form>
  )
}

/** As everywhere: Ctrl or Cmd with Enter. */
function submitByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
}
