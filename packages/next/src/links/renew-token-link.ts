import type { TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import type { AnyRouter } from '@trpc/server'
import { errorData } from '../errors.ts'

/**
 * Renews the token once and repeats the call once when the API answers `token-expired`. A mutation is repeated too: the
 * API refuses the token before anything runs. A second refusal reaches the caller.
 *
 * `renew` receives the operation's context, by which the link below remembers the token that it sent.
 */
export function renewTokenLink<TRouter extends AnyRouter>(renew: (context: object) => Promise<void>): TRPCLink<TRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let attempt: Unsubscribable | undefined
        let abandoned = false

        function run(mayRenew: boolean): void {
          attempt = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error(error) {
              if (!mayRenew || errorData(error)?.reason !== 'token-expired') return observer.error(error)
              renew(op.context).then(
                () => abandoned || run(false),
                () => observer.error(error),
              )
            },
          })
        }

        run(true)
        return () => {
          abandoned = true
          attempt?.unsubscribe()
        }
      })
}
