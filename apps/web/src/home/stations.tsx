const STATIONS = [
  {
    room: 'packages/api',
    title: 'Declare it',
    text: 'One object says what a procedure takes, what it answers and who may call it.',
    code: "profile: query({\n  access: 'user',\n  output: profileSchema,\n})",
  },
  {
    room: 'apps/api',
    title: 'Implement it',
    text: 'The method does not compile unless it fits. Clerk’s token is verified before it runs.',
    code: '@Implement(contract.user.profile)\nprofile({ ctx }: Call<…>) {\n  return this.users\n    .profile(ctx.actor)\n}',
  },
  {
    room: 'apps/web',
    title: 'Call it',
    text: 'On the server it prefetches, in the browser it is already there. Same types, no generated code.',
    code: 'const profile =\n  trpc.user.profile.useQuery()',
  },
]

/** The way of one procedure, as three stations on a line. */
export function Stations() {
  return (
    <section aria-labelledby="stations">
      <h2 id="stations" className="text-2xl font-semibold tracking-tight">
        A procedure, start to finish
      </h2>
      <ol className="mt-8 grid gap-10 md:grid-cols-3 md:gap-0">
        {STATIONS.map(({ room, title, text, code }) => (
          <li key={room} className="group border-line relative min-w-0 border-l pl-6 md:border-t md:border-l-0 md:pt-7 md:pr-7 md:pl-0 md:last:pr-0">
            <span
              aria-hidden="true"
              className="border-accent bg-canvas group-last:bg-accent absolute top-1 -left-[6.5px] size-3 rounded-full border-2 md:-top-[6.5px] md:left-0"
            />
            <p className="text-accent font-mono text-xs">{room}</p>
            <h3 className="mt-1.5 text-lg font-semibold tracking-tight">{title}</h3>
            <p className="text-muted mt-1.5 text-sm/6 text-pretty md:min-h-12">{text}</p>
            <pre className="bg-sunken mt-4 rounded-xl break-words whitespace-pre-wrap p-4 text-[0.8125rem]/6 md:min-h-38">
              <code>{code}</code>
            </pre>
          </li>
        ))}
      </ol>
    </section>
  )
}
