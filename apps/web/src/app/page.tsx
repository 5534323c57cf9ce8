import { Suspense } from 'react'
import { Hero } from '../home/hero.tsx'
import { Stations } from '../home/stations.tsx'
import { SystemStatus, SystemStatusSkeleton } from '../home/system-status.tsx'
import { StandInHint } from '../stand-in/stand-in-hint.tsx'

export default function HomePage() {
  return (
    <div className="grid gap-14 py-12 sm:gap-20 sm:py-20">
      <div className="grid gap-8">
        <Hero />
        <Suspense fallback={<SystemStatusSkeleton />}>
          <SystemStatus />
        </Suspense>
      </div>
      <Stations />
      <div className="max-w-xl">
        <StandInHint />
      </div>
    </div>
  )
}
