'use client'
import { useUser } from '@clerk/nextjs'
import type { Person } from '@throughline/api'
import { fieldErrorsOf, isSignedOut, isUnavailable } from '@throughline/next'
import { useState } from 'react'
import { trpc } from '../trpc/react.ts'

/** A comment that the server has not answered yet, or has not taken; or one that it has, until the thread has it. */
export interface WaitingComment {
  readonly id: string
  readonly body: string
  readonly author: Person
  readonly sentAt: Date | null
  readonly hasFailed: boolean
  readonly reason: string | undefined
}

/** Comments show at once. One that failed stays, to be sent again under its id: however often, it is added once. */
export function useAddComment(ticketId: string) {
  const utils = trpc.useUtils()
  const { user } = useUser()
  const [waiting, setWaiting] = useState<readonly WaitingComment[]>([])
  const mutation = trpc.comment.add.useMutation()

  const mark = (id: string, change: Partial<WaitingComment>) => setWaiting((all) => all.map((each) => (each.id === id ? { ...each, ...change } : each)))

  async function send(id: string, body: string): Promise<void> {
    mark(id, { hasFailed: false })
    try {
      const { createdAt } = await mutation.mutateAsync({ id, ticketId, body })
      // It stays: the thread may be out of reach, or not have been read so far.
      mark(id, { sentAt: createdAt })
    } catch (error) {
      mark(id, { hasFailed: true, reason: reasonOf(error) })
    }
    void utils.comment.list.invalidate({ ticketId })
    void utils.activity.list.invalidate({ subjectId: ticketId })
  }

  return {
    waiting,
    add(body: string): void {
      const id = crypto.randomUUID()
      const author = { id: user?.id ?? '', name: user?.fullName ?? 'You', imageUrl: user?.imageUrl ?? null }
      setWaiting((all) => [...all, { id, body, author, sentAt: null, hasFailed: false, reason: undefined }])
      void send(id, body)
    },
    retry(id: string): void {
      const failed = waiting.find((each) => each.id === id)
      if (failed) void send(id, failed.body)
    },
  }
}

function reasonOf(error: unknown): string | undefined {
  if (isUnavailable(error)) return 'the API is not answering.'
  if (isSignedOut(error)) return 'you are signed out. Sign in again in another tab.'
  const fields = Object.values(fieldErrorsOf(error)).flat()
  return fields[0] ?? (error instanceof Error ? error.message : undefined)
}
