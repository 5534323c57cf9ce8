import { setTimeout as pause } from 'node:timers/promises'

/** As many as Clerk gives out at once. */
export const PAGE_SIZE = 500

const ATTEMPTS = 5

interface Page<T> {
  readonly data: readonly T[]
  readonly totalCount: number
}

/** A whole list of Clerk's, page by page; waits where Clerk says that it was asked too often. */
export async function* walk<T>(ask: (page: { limit: number; offset: number }) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += PAGE_SIZE) {
    const { data } = await patiently(() => ask({ limit: PAGE_SIZE, offset }))
    yield* data
    if (data.length < PAGE_SIZE) return
  }
}

/** Tries again after as many seconds as Clerk asks for. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const { status, retryAfter } = error as { status?: number; retryAfter?: number } // the SDK's API error, where Clerk has answered
      if (status !== 429 || attempt === ATTEMPTS) throw error
      await pause((retryAfter ?? 2 ** attempt) * 1_000)
    }
  }
}
