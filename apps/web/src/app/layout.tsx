import { ClerkProvider } from '@clerk/nextjs'
import { clerkUI } from '@throughline/next/clerk-ui'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { clerkAppearance } from '../site/clerk-appearance.ts'
import { Footer } from '../site/footer.tsx'
import { Header } from '../site/header.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Throughline', template: '%s · Throughline' },
  description: 'NestJS, tRPC, Clerk and Next.js on one contract, typed end to end.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1212' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        {/* dynamic: the header knows who is signed in before Clerk's script has loaded. */}
        <ClerkProvider
          dynamic
          ui={clerkUI}
          prefetchUI={false}
          appearance={clerkAppearance}
          signInUrl="/sign-in"
          signUpUrl="/sign-up"
          signInFallbackRedirectUrl="/profile"
          signUpFallbackRedirectUrl="/profile"
        >
          <a href="#main" className="button-primary sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-20">
            Skip to content
          </a>
          <Header />
          <main id="main" className="mx-auto w-full max-w-5xl flex-1 px-4 sm:px-6">
            {children}
          </main>
          <Footer />
        </ClerkProvider>
      </body>
    </html>
  )
}
