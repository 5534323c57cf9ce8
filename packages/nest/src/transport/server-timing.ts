/**
 * The `Server-Timing` header of an answer: how long its parts took, in milliseconds.
 *
 * @see https://www.w3.org/TR/server-timing/
 */
export class ServerTiming {
  value = ''

  /** `name` is a token of the server's own, such as a procedure's path; never what a caller sent. */
  add(name: string, startedAt: number): void {
    const entry = `${name};dur=${Math.round((performance.now() - startedAt) * 1_000) / 1_000}`
    this.value = this.value === '' ? entry : `${this.value}, ${entry}`
  }
}
