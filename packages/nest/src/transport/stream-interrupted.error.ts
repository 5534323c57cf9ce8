/**
 * Ends a stream so that its client connects again and resumes from the last id that it has seen. Thrown by a handler's
 * iterable or by the server; the client's code sees neither an error nor an end.
 */
export class StreamInterruptedError extends Error {
  override readonly name = 'StreamInterruptedError'
}
