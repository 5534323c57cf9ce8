import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle on PGlite or PostgreSQL, or a transaction on either; the same queries for all. */
export type Db = PgDatabase<PgQueryResultHKT>

/** Injection token of {@link Db}. */
export const DB = Symbol('DB')

/** What is told of the channel that {@link Database.listen} listens to. */
export interface Listener {
  /** Somebody has notified, once or more often. */
  onNotify(): void
  /** Listening again after a cut: there may have been notifications that nobody heard. */
  onRestore(): void
}

/** An open database. */
export interface Database {
  readonly db: Db
  /**
   * All or nothing: what `work` writes by its `tx` is committed when it resolves, and gone when it rejects. PostgreSQL's is
   * also gone, and rejects, when `work` takes longer than `limitMs`; by default as long as a call may wait for it.
   */
  transaction<T>(work: (tx: Db) => Promise<T>, limitMs?: number): Promise<T>
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  /**
   * Listens to a channel of NOTIFY until the answer is called; listens again by itself after a cut. Resolves at once:
   * {@link Listener.onRestore} tells when it listens, the first time too.
   */
  listen(channel: string, listener: Listener): () => Promise<void>
  close(): Promise<void>
}

/** Injection token of {@link Database}. */
export const DATABASE = Symbol('DATABASE')
