'use client'
import { addCommentSchema } from '@throughline/api'
import { useState, type KeyboardEvent, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'

const bodySchema = addCommentSchema.shape.body

export function CommentForm({ onAdd }: { onAdd: (body: string) => void }) {
  const [errors, setErrors] = useState<readonly string[]>([])

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = event.currentTarget
    const checked = bodySchema.safeParse(new FormData(form).get('body'))
    setErrors(checked.success ? [] : checked.error.issues.map(({ message }) => message))
    if (!checked.success) return void form.querySelector('textarea')?.focus()
    form.reset()
    onAdd(checked.data)
  }

  return (
    <form noValidate onSubmit={submit} className="mt-6 grid gap-3">
      <Field label="Comment" name="body" errors={errors}>
        {(control) => <textarea {...control} className="field min-h-24" rows={3} onKeyDown={submitByKey} />}
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
