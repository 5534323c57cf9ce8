'use client'
import { updateProfileSchema, type RouterOutputs } from '@throughline/api'
import { fieldErrors, type FieldErrors } from '@throughline/next'
import { useRef, useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { FormFailure, focusFirst } from '../site/form-failure.tsx'
import { TimeZoneSelect } from './time-zone-select.tsx'
import { useUntouchedFields } from './use-untouched-fields.ts'
import { useUpdateProfile } from './use-update-profile.ts'

export function ProfileForm({ profile }: { profile: RouterOutputs['user']['profile'] }) {
  const update = useUpdateProfile()
  const [refused, setRefused] = useState<FieldErrors>({})
  const formRef = useRef<HTMLFormElement>(null)
  useUntouchedFields(formRef, profile, update.isPending)
  const errors = { ...update.error?.data?.fieldErrors, ...refused }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const checked = updateProfileSchema.safeParse(Object.fromEntries(new FormData(form)))
    setRefused(checked.success ? {} : fieldErrors(checked.error.issues))
    update.reset()
    if (checked.success) update.mutate(checked.data, { onError: (error) => focusFirst(form, error.data?.fieldErrors) })
    else focusFirst(form, fieldErrors(checked.error.issues))
  }

  return (
    <section aria-labelledby="edit" className="card p-6">
      <h2 id="edit" className="text-lg font-semibold tracking-tight">
        Edit profile
      </h2>
      {/* noValidate: the contract's schema checks, in its own words, before and after sending. */}
      <form ref={formRef} noValidate onSubmit={submit} className="mt-5 grid gap-5">
        <Field label="Display name" name="displayName" errors={errors['displayName']}>
          {(control) => <input {...control} className="field" defaultValue={profile.displayName} autoComplete="name" />}
        </Field>
        <Field label="Bio" name="bio" hint="Up to 280 characters." errors={errors['bio']}>
          {(control) => <textarea {...control} className="field min-h-28" defaultValue={profile.bio} rows={4} />}
        </Field>
        <Field label="Time zone" name="timeZone" errors={errors['timeZone']}>
          {(control) => <TimeZoneSelect {...control} defaultValue={profile.timeZone} />}
        </Field>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <button type="submit" className="button-primary" disabled={update.isPending}>
            {update.isPending ? 'Saving…' : 'Save changes'}
          </button>
          <output className="text-muted text-sm">{update.isSuccess && 'Saved.'}</output>
        </div>
        {update.error && <FormFailure error={update.error} errors={errors} fields={['displayName', 'bio', 'timeZone']} outcome="Not saved" otherwise="Your profile is as it was." />}
      </form>
    </section>
  )
}
