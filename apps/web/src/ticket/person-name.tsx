import type { Person } from '@throughline/api'
import { Avatar } from '../site/avatar.tsx'

export function PersonName({ person }: { person: Person }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 align-middle">
      <Avatar name={person.name} imageUrl={person.imageUrl} size="small" />
      <span className="truncate">{person.name}</span>
    </span>
  )
}
