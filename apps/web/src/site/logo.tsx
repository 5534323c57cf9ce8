/** The mark: one line through two stations. Decorative; the name stands beside it. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M6 16h20" strokeWidth="2.5" strokeLinecap="round" className="stroke-on-accent" />
      <circle cx="10" cy="16" r="3.5" strokeWidth="2.5" className="fill-accent stroke-on-accent" />
      <circle cx="22" cy="16" r="3.5" className="fill-on-accent" />
    </svg>
  )
}
