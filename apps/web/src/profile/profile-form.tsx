'use client'
import type { RouterOutputs } from '@throughline/api'
import { useRef, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { useFormCheck } from '../site/form-check.ts'
import { FormFailure, focusFirst } from '../site/form-failure.tsx'
import { SubmitButton } from '../site/submit-button.tsx'
import { TimeZoneSelect } from './time-zone-select.tsx'
import { useUntouchedFields } from './use-untouched-fields.ts'
import type { useUpdateProfile } from './use-update-profile.ts'

const loadSchema = () => import('./profile-schemas.ts').then(({ updateProfileSchema }) => updateProfileSchema)

interface Props {
  profile: RouterOutputs['user']['profile']
  update: ReturnType<typeof useUpdateProfile>['update']
}

export function ProfileForm({ profile, update }: Props) {
  const { refused, isChecking, formProps, check } = useFormCheck(loadSchema)
  const formRef = useRef<HTMLFormElement>(null)
  useUntouchedFields(formRef, profile)
  const errors = { ...update.error?.data?.fieldErrors, ...refused }
  const isBusy = isChecking || update.isPending

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    update.reset()
    const change = await check(form)
    if (change) update.mutate(change, { onError: (error) => focusFirst(form, error.data?.fieldErrors) })
  }

  return (
    <section aria-labelledby="edit" className="card p-6">
      <h2 id="edit" className="text-lg font-semibold tracking-tight">
        Edit profile
      </h2>
      <form ref={formRef} {...formProps} onSubmit={(event) => void submit(event)} className="mt-5 grid gap-5">
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
          <SubmitButton isBusy={isBusy}>{isBusy ? 'Saving…' : 'Save changes'}</SubmitButton>
          <output className="text-muted text-sm">{update.isSuccess && 'Saved.'}</output>
        </div>
        {update.error && <FormFailure error={update.error} errors={errors} fields={['displayName', 'bio', 'timeZone']} outcome="Not saved" otherwise="Your profile is as it was." />}
      </form>
    </section>
  )
}
