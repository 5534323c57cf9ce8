'use client'
import type { Comment } from '@throughline/api'
import type { RefObject } from 'react'
import { Avatar } from '../site/avatar.tsx'
import { useCan } from '../trpc/react.ts'
import { CommentForm, type CommentDraft } from './comment-form.tsx'
import { LoadMore } from './load-more.tsx'
import { TicketFailure } from './ticket-failure.tsx'
import { TimeAgo } from './time-ago.tsx'
import type { useAddComment, WaitingComment } from './use-add-comment.ts'
import type { useComments } from './use-comments.ts'

interface TicketThreadProps {
  comments: ReturnType<typeof useComments>
  /** The page's: what was not sent, and what is half typed, outlives a look at the activity. */
  ownComments: ReturnType<typeof useAddComment>
  draftRef: RefObject<CommentDraft>
}

export function TicketThread({ comments, ownComments: { add, retry, waiting }, draftRef }: TicketThreadProps) {
  const can = useCan()
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = comments
  if (!data && error) return <TicketFailure error={error} what="The comments" isRetrying={isFetching} onRetry={() => void refetch()} />
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const known = new Set(items.map(({ id }) => id))
  const mine = waiting.filter(({ id }) => !known.has(id))

  return (
    <>
      {items.length + mine.length === 0 && <p className="text-muted text-sm">Nobody has said anything yet.</p>}
      <ol aria-label="Comments" className="grid gap-5">
        {items.map((comment) => (
          <Said key={comment.id} comment={comment}>
            <TimeAgo date={comment.createdAt} />
          </Said>
        ))}
        {!hasNextPage && <Waiting comments={mine} onRetry={retry} />}
      </ol>
      {hasNextPage && <LoadMore isLoading={isFetchingNextPage} hasFailed={comments.isFetchNextPageError} onMore={() => void fetchNextPage()} />}
      {hasNextPage && mine.length > 0 && (
        <ol aria-label="Your new comments" className="mt-5 grid gap-5">
          <Waiting comments={mine} onRetry={retry} />
        </ol>
      )}
      {can('comment.add') ? <CommentForm draftRef={draftRef} onAdd={add} /> : <p className="text-muted mt-6 text-sm">Your role does not allow you to comment.</p>}
    </>
  )
}

function Waiting({ comments, onRetry }: { comments: readonly WaitingComment[]; onRetry: (id: string) => void }) {
  return comments.map((comment) => (
    <Said key={comment.id} comment={comment} isWaiting={!comment.hasFailed && !comment.sentAt}>
      {comment.hasFailed ? <NotSent reason={comment.reason} onRetry={() => onRetry(comment.id)} /> : comment.sentAt ? <TimeAgo date={comment.sentAt} /> : 'Sending…'}
    </Said>
  ))
}

interface SaidProps {
  comment: Pick<Comment, 'author' | 'body'>
  isWaiting?: boolean
  children: React.ReactNode
}

function Said({ comment: { author, body }, isWaiting = false, children }: SaidProps) {
  return (
    <li aria-busy={isWaiting} className="row flex gap-3 aria-busy:opacity-60">
      <Avatar name={author.name} imageUrl={author.imageUrl} size="small" />
      <div className="card min-w-0 flex-1 px-4 py-3">
        <p className="text-muted flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="text-ink font-medium">{author.name}</span> {children}
        </p>
        <p className="mt-1 text-sm/6 break-words whitespace-pre-line">{body}</p>
      </div>
    </li>
  )
}

function NotSent({ reason, onRetry }: { reason: string | undefined; onRetry: () => void }) {
  return (
    <span role="alert" className="text-danger">
      Not sent{reason ? `: ${reason}` : '.'}{' '}
      <button type="button" className="font-medium underline underline-offset-4" onClick={onRetry}>
        Try again
      </button>
    </span>
  )
}
