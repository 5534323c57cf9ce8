'use client'
import { useState } from 'react'

const SIZES = {
  small: { pixels: 24, box: 'size-6 text-[0.625rem]' },
  medium: { pixels: 28, box: 'size-7 text-xs' },
  large: { pixels: 64, box: 'size-16 text-xl' },
} as const

interface AvatarProps {
  name: string
  imageUrl: string | null
  size?: keyof typeof SIZES
  /** People are round, organizations are not. */
  shape?: 'rounded-full' | 'rounded-md'
}

/** The picture, or initials where there is none or it does not load. Decorative: the name stands beside it. */
export function Avatar({ name, imageUrl, size = 'large', shape = 'rounded-full' }: AvatarProps) {
  const [failed, setFailed] = useState<string | null>(null)
  const { pixels, box } = SIZES[size]
  if (imageUrl && imageUrl !== failed) {
    // Plain: pictures come from whatever host the identity provider uses, already small.
    // oxlint-disable-next-line nextjs/no-img-element -- next/image would need that host at build time
    return <img src={imageUrl} alt="" width={pixels} height={pixels} className={`bg-sunken shrink-0 object-cover ${shape} ${box}`} onError={() => setFailed(imageUrl)} />
  }
  return (
    <span aria-hidden="true" className={`bg-accent-soft text-accent inline-flex shrink-0 items-center justify-center font-semibold ${shape} ${box}`}>
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => Array.from(word ?? '')[0] ?? '')
  return letters.join('').toUpperCase()
}
