'use client'
import { useState } from 'react'

/** The picture, or initials where there is none or it does not load. */
export function Avatar({ name, imageUrl }: { name: string; imageUrl: string | null }) {
  const [failed, setFailed] = useState<string | null>(null)
  if (imageUrl && imageUrl !== failed) {
    // Plain: pictures come from whatever host the identity provider uses, already small.
    // oxlint-disable-next-line nextjs/no-img-element -- next/image would need that host at build time
    return <img src={imageUrl} alt="" width={64} height={64} className="bg-sunken size-16 rounded-full object-cover" onError={() => setFailed(imageUrl)} />
  }
  return (
    <span aria-hidden="true" className="bg-accent-soft text-accent flex size-16 items-center justify-center rounded-full text-xl font-semibold">
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => Array.from(word ?? '')[0] ?? '')
  return letters.join('').toUpperCase()
}
