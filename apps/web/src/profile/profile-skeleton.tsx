/** The profile's outline, as large as what replaces it. */
export function ProfileSkeleton() {
  return (
    <div aria-busy="true" className="grid items-start gap-6 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <output className="sr-only">Loading your profile…</output>
      <div className="card grid gap-4 p-6">
        <div className="bone size-16 rounded-full" />
        <div className="bone h-6 w-40" />
        <div className="bone h-4 w-48" />
        <div className="bone mt-4 h-4 w-full" />
        <div className="bone h-4 w-2/3" />
      </div>
      <div className="card grid gap-5 p-6">
        <div className="bone h-6 w-32" />
        <div className="bone h-10" />
        <div className="bone h-28" />
        <div className="bone h-10" />
        <div className="bone h-10 w-32" />
      </div>
    </div>
  )
}
