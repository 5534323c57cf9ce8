import { Injectable } from '@nestjs/common'
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

function translated(error: unknown): unknown {
  if (isUnavailable(error)) return new DatabaseUnavailableError(error instanceof DrizzleQueryError ? error.cause : error)
  return error instanceof DrizzleQueryError ? new QueryFailedError(error.query, error.cause) : error
}
