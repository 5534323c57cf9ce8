/** A query that PostgreSQL refused. Names the statement and leaves the parameters out: they are users' data. */
export class QueryFailedError extends Error {
  constructor(statement: string, cause: unknown) {
    super(`Failed query: ${statement}`, { cause })
  }
}
