'use client'
import Link from 'next/link'
import { useState, type ComponentProps } from 'react'

/**
 * A link to another page, fetched ahead when somebody comes near. Next would ask the server twice for each link in sight,
 * and as every page here is rendered for who asks, each answer is work.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch' | 'onPointerEnter' | 'onFocus'>) {
  const [isNear, setIsNear] = useState(false)
  const onNear = () => setIsNear(true)
  return <Link {...props} prefetch={isNear ? 'auto' : false} onPointerEnter={onNear} onFocus={onNear} />
}
