import { TRPCClientError, type OperationLink, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { ApiUnavailableError } from '../errors.ts'

/** A link whose code is fetched when its first operation comes by. What cannot be fetched is fetched again next time. */
export function lazyLink<TRouter extends AnyRouter>(load: () => Promise<TRPCLink<TRouter>>): TRPCLink<TRouter> {
  return (runtime) => {
    let link: Promise<OperationLink<TRouter>> | undefined
    return (operation) =>
      observable((observer) => {
        let running: Unsubscribable | undefined
        let abandoned = false
        link ??= load().then((loaded) => loaded(runtime))
        link.then(
          (loaded) => void (abandoned || (running = loaded(operation).subscribe(observer))),
          (cause: unknown) => {
            link = undefined
            observer.error(TRPCClientError.from(new ApiUnavailableError('A part of this page could not be loaded.', { cause })))
          },
        )
        return () => {
          abandoned = true
          running?.unsubscribe()
        }
      })
  }
}
