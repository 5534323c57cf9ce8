import type { ReactNode } from 'react'

interface Text {
  readonly title: string
  readonly body: string
}

interface TicketConflictProps {
  mine: Text
  theirs: Text
  isSaving: boolean
  onKeepMine: () => void
  onTakeTheirs: () => void
  /** Why the choice could not be saved. */
  children: ReactNode
}

/** Both versions side by side, when somebody has saved another text while this one was written. */
export function TicketConflict({ mine, theirs, isSaving, onKeepMine, onTakeTheirs, children }: TicketConflictProps) {
  return (
    <section role="alert" aria-labelledby="ticket-title" className="grid gap-4">
      <h1 id="ticket-title" className="text-2xl font-semibold tracking-tight">
        Somebody has changed this ticket in the meantime
      </h1>
      <p className="text-muted text-sm">Nothing of yours is lost. Which one shall stay?</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Version name="Yours" text={mine} action={isSaving ? 'Saving…' : 'Keep mine'} isPrimary isDisabled={isSaving} onChoose={onKeepMine} />
        <Version name="Theirs" text={theirs} action="Take theirs" isDisabled={isSaving} onChoose={onTakeTheirs} />
      </div>
      {children}
    </section>
  )
}

interface VersionProps {
  name: string
  text: Text
  action: string
  isPrimary?: boolean
  isDisabled: boolean
  onChoose: () => void
}

function Version({ name, text, action, isPrimary = false, isDisabled, onChoose }: VersionProps) {
  return (
    <section aria-label={name} className="card flex min-w-0 flex-col gap-3 p-5">
      <p className="eyebrow">{name}</p>
      <h2 className="font-medium break-words">{text.title}</h2>
      <p className="text-muted flex-1 text-sm/6 break-words whitespace-pre-line">{text.body || 'No text.'}</p>
      <button type="button" className={isPrimary ? 'button-primary' : 'button-quiet'} disabled={isDisabled} onClick={onChoose}>
        {action}
      </button>
    </section>
  )
}
