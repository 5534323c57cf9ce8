/**
 * A query that PostgreSQL refused. Names the statement and the reason; leaves out the parameters and PostgreSQL's own
 * error, whose detail repeats them: they are users' data, and this goes to the log.
 */
export class QueryFailedError extends Error {
  /** SQLSTATE, such as 23505. */
  readonly code: string | undefined

  constructor(statement: string, cause: Error | undefined) {
    super(`Failed query: ${statement}\n${cause?.message ?? 'No reason was given.'}`)
    this.code = (cause as { code?: string } | undefined)?.code // both drivers set it
  }
}
