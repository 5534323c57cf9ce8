import type { ReactNode } from 'react'
import { access, serverIdentity } from '../../trpc/server.ts'
import { ThroughlineProvider } from '../../trpc/react.ts'

/** Around the pages that call the API from the browser. The others, as the ones to sign in, load no client for it. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  return (
    <ThroughlineProvider identity={await serverIdentity()} access={access} apiOrigin={process.env.NEXT_PUBLIC_API_URL}>
      {children}
    </ThroughlineProvider>
  )
}
