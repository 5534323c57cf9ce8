/**
 * Splits what a keep-alive connection delivers into answers, as far as a load generator needs it: status, and where one
 * ends. Takes Content-Length and chunked answers; anything else is a fault.
 */
export class ResponseReader {
  private buffered = ''

  constructor(private readonly onAnswer: (status: number, body: string) => void) {}

  /** `data` is latin1, so that a character is a byte. */
  receive(data: string): void {
    this.buffered += data
    for (;;) {
      const head = this.buffered.indexOf('\r\n\r\n')
      if (head === -1) return
      const end = endOf(this.buffered, head)
      if (end === null) return
      const answer = this.buffered.slice(0, end)
      this.buffered = this.buffered.slice(end)
      this.onAnswer(Number(answer.slice(9, 12)), answer.slice(head + 4))
    }
  }
}

function endOf(text: string, head: number): number | null {
  const headers = text.slice(0, head).toLowerCase()
  const length = /content-length: (\d+)/.exec(headers)
  if (length) {
    const end = head + 4 + Number(length[1])
    return text.length >= end ? end : null
  }
  if (!headers.includes('transfer-encoding: chunked')) throw new Error(`An answer without an end: ${headers.slice(0, 200)}`)
  const last = text.indexOf('0\r\n\r\n', head)
  return last === -1 ? null : last + 5
}
