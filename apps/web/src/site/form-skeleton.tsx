import { ClerkLoaded, ClerkLoading } from '@clerk/nextjs'

// As tall as the form with one and with two fields, so that what stands below it stays where it is.
const HEIGHTS = { 1: 'h-78.25', 2: 'h-103.25 sm:h-98.75' } as const

interface FormSkeletonProps {
  fields: keyof typeof HEIGHTS
}

/** In the place of one of Clerk's forms until it shows: also while Clerk has loaded and the form has not. Not where Clerk cannot be reached. */
export function FormSkeleton({ fields }: FormSkeletonProps) {
  const outline = <FormOutline fields={fields} />
  return (
    <>
      <ClerkLoading>{outline}</ClerkLoading>
      <ClerkLoaded>{outline}</ClerkLoaded>
    </>
  )
}

/** The same, whatever Clerk says: for the server's page. */
export function FormOutline({ fields }: FormSkeletonProps) {
  return (
    <div className={`card flex w-full flex-col gap-4 p-8 ${HEIGHTS[fields]}`} aria-busy="true">
      <p className="sr-only">Loading the form…</p>
      <div className="bone mx-auto h-6 w-44" />
      <div className="bone mx-auto h-4 w-60" />
      {Array.from({ length: fields }, (_, index) => (
        <div key={index} className="bone mt-6 h-9" />
      ))}
      <div className="bone mt-6 h-9" />
    </div>
  )
}
