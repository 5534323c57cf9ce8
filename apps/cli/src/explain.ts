import type { AppRouter } from '@throughline/api'
import { TRPCClientError } from '@trpc/client'
import { apiUrl } from './client.ts'
import { UsageError } from './token.ts'

/** One line for whatever went wrong: what it is and what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof TRPCClientError) return explainCall(error as TRPCClientError<AppRouter>) // the client's errors are of its router
  if (error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) return error.message
  return error instanceof Error ? `Unexpected: ${error.message}` : String(error)
}

function explainCall(error: TRPCClientError<AppRouter>): string {
  if (error.cause instanceof UsageError) return error.cause.message
  if (!error.data) return `No API answers at ${apiUrl()}.`
  const { code, reason, requestId } = error.data
  if (reason === 'token-expired') return 'The token has expired; get a fresh one.'
  if (reason === 'token-missing') return 'Sign in first: use --as EMAIL, or set THROUGHLINE_TOKEN.'
  if (code === 'UNAUTHORIZED') return 'The token is not valid.'
  return `${error.message} (request ${requestId})`
}
