'use client'
import { fieldErrors, type FieldErrors } from '@throughline/next'
import { useRef, useState } from 'react'
import { focusFirst } from './form-failure.tsx'
import { loaded, preload, type Schema } from './form-schema.ts'

interface FormCheck<T> {
  /** What was wrong at the last check, by field. */
  refused: FieldErrors
  isChecking: boolean
  /** For the form itself: the schema alone checks, in its own words, and is asked for before the first submit waits for it. */
  formProps: { noValidate: true; onFocus: () => void }
  /** What is in a form, as it is to be sent; `null` where something is wrong, which then shows, and while a check is under way: twice submitted is sent once. */
  check: (form: HTMLFormElement) => Promise<T | null>
}

/** A form's own check, by the contract's schema and in its words, before anything is sent. */
export function useFormCheck<T extends object>(load: () => Promise<Schema<T>>): FormCheck<T> {
  const [refused, setRefused] = useState<FieldErrors>({})
  const [isChecking, setIsChecking] = useState(false)
  // Besides the state, which a second submit within the same task would not see.
  const isUnderWay = useRef(false)

  async function check(form: HTMLFormElement): Promise<T | null> {
    if (isUnderWay.current) return null
    isUnderWay.current = true
    setIsChecking(true)
    const { data, errors } = await checkValues(Object.fromEntries(new FormData(form)), load)
    isUnderWay.current = false
    setIsChecking(false)
    setRefused(errors)
    if (data === null) focusFirst(form, errors)
    return data
  }

  return { refused, isChecking, formProps: { noValidate: true, onFocus: () => preload(load) }, check }
}

interface Checked<T> {
  /** `null` where something is wrong. */
  data: T | null
  errors: FieldErrors
}

export async function checkValues<T extends object>(values: object, load: () => Promise<Schema<T>>): Promise<Checked<T>> {
  const schema = await loaded(load)
  if (!schema) return { data: values as T, errors: {} } // unchecked: the server refuses what is wrong, in the same words
  const checked = schema.safeParse(values)
  return checked.success ? { data: checked.data, errors: {} } : { data: null, errors: fieldErrors(checked.error.issues) }
}
