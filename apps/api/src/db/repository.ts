import { Injectable, Logger } from '@nestjs/common'
import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseUnavailableError, isUnavailable } from './database-unavailable.error.ts'
import { QueryFailedError } from './query-failed.error.ts'

/**
 * Marks a class as a repository: injectable, and what its methods reject with says what callers can act on, a
 * {@link DatabaseUnavailableError} where the database is out of reach.
 */
export function Repository(): ClassDecorator {
  return (target) => {
    Injectable()(target)
    const prototype = target.prototype as Record<string, unknown> // a class's methods by name
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = prototype[name]
      if (name !== 'constructor' && typeof method === 'function') prototype[name] = translating(method)
    }
  }
}

function translating(method: Function) {
  return async function (this: unknown, ...parameters: unknown[]): Promise<unknown> {
    try {
      return await method.apply(this, parameters)
    } catch (error) {
      throw translated(error)
    }
  }
}

const logger = new Logger('Database')

function translated(error: unknown): unknown {
  // A transaction passes on what its statements came to.
  if (error instanceof DatabaseUnavailableError) return error
  if (isUnavailable(error)) {
    const cause = error instanceof DrizzleQueryError ? error.cause : error
    // Node's error for a host with several addresses has a code and no message.
    const { code, message } = cause as { code?: string; message?: string } // isUnavailable() takes errors only
    logger.warn(`The database is out of reach: ${message || code}`)
    return new DatabaseUnavailableError(cause)
  }
  return error instanceof DrizzleQueryError ? new QueryFailedError(error.query, error.cause) : error
}
