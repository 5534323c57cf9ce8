export function Footer() {
  return (
    <footer className="border-line text-muted mx-auto w-full max-w-5xl border-t px-4 py-8 text-sm sm:px-6">
      <p>Throughline. NestJS, tRPC, Clerk and Next.js, typed end to end.</p>
    </footer>
  )
}
