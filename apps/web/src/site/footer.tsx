export function Footer() {
  return (
    <footer className="border-line text-muted border-t text-sm">
      <p className="mx-auto w-full max-w-5xl px-4 py-8 sm:px-6">Throughline. NestJS, tRPC, Clerk and Next.js, typed end to end.</p>
    </footer>
  )
}
