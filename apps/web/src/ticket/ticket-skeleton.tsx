import { PAGE_SIZE } from './filter.ts'

/** As tall as the rows that replace it: what stands below stays where it is. */
export function TicketListSkeleton() {
  return (
    <div aria-busy="true" className="card divide-line divide-y">
      <output className="sr-only">Loading tickets…</output>
      {Array.from({ length: PAGE_SIZE }, (_, index) => (
        <div key={index} className="grid gap-2.5 p-4 sm:px-5">
          <div className="bone h-5 w-2/3" />
          <div className="bone h-4 w-1/3" />
        </div>
      ))}
    </div>
  )
}

/** As tall as a screen, which a ticket with its comments mostly fills. */
export function TicketSkeleton() {
  return (
    <div aria-busy="true" className="grid min-h-dvh content-start gap-6 pt-10">
      <output className="sr-only">Loading the ticket…</output>
      <div className="bone h-9 w-2/3" />
      <div className="bone h-4 w-1/3" />
      <div className="card grid gap-3 p-6">
        <div className="bone h-4" />
        <div className="bone h-4" />
        <div className="bone h-4 w-1/2" />
      </div>
    </div>
  )
}
