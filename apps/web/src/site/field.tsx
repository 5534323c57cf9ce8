import type { ReactNode } from 'react'

interface Control {
  id: string
  name: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface FieldProps {
  label: string
  name: string
  hint?: string
  errors: readonly string[] | undefined
  /** The control itself, tied to its label, hint and errors. */
  children: (control: Control) => ReactNode
}

export function Field({ label, name, hint, errors = [], children }: FieldProps) {
  const described = [hint && `${name}-hint`, errors.length > 0 && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="grid gap-1.5">
      <label htmlFor={name} className="text-sm font-medium">
        {label}
      </label>
      {children({ id: name, name, 'aria-invalid': errors.length > 0, 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${name}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${name}-error`} className="text-danger text-sm">
          {errors.join(' ')}
        </p>
      )}
    </div>
  )
}
