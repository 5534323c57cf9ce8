import { DomainError } from '@throughline/nest'

/** The database cannot be reached or does not answer in time: 503, and the same call may work in a moment. */
export class DatabaseUnavailableError extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE'
  constructor(cause: unknown) {
    super('The database does not answer right now. Try again in a moment.', { cause })
  }
}

const CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/**
 * SQLSTATE classes 08 (connection) and 53 (out of connections, memory, disk), 57P (going down, coming up), 57014, which is
 * the statement timeout, and 25P03, that of a transaction in which nothing is asked. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const STATES = /^(08...|53...|57P..|57014|25P03)$/

// What pg reports without a code.
const MESSAGES = /timeout exceeded when trying to connect|Query read timeout|Connection terminated|connection error and is not queryable|timeout expired|took longer than|PGlite is clos/i

/** Whether an error, or one that it was caused by, says that the database is out of reach. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown } // errno or SQLSTATE, where there is one
  if (typeof code === 'string' && (CODES.has(code) || STATES.test(code))) return true
  return MESSAGES.test(error.message) || isUnavailable(error.cause)
}
