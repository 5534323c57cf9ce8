'use client'
import './globals.css'

/** When the layout itself failed: nothing around this page exists, so it brings its own document. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Error · Throughline</title>
      </head>
      <body className="font-sans antialiased">
        <main role="alert" className="mx-auto max-w-5xl px-4 py-20 sm:px-6 sm:py-28">
          <p className="eyebrow">Error</p>
          <h1 className="mt-2 text-3xl font-semibold tracking-tight sm:text-4xl">Throughline cannot be shown</h1>
          <p className="text-muted mt-3 max-w-prose text-base/7">Something failed before this page could start. Try again in a moment.</p>
          {error.digest && <p className="text-muted mt-2 font-mono text-xs">Reference {error.digest}</p>}
          <button type="button" className="button-primary mt-8" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
