/** A request as bytes, as a browser's `fetch` would send it, kept alive. */
export function request(path: string, token?: string): string {
  const headers = ['Host: 127.0.0.1', 'Accept: */*', 'Content-Type: application/json', ...(token === undefined ? [] : [`Authorization: Bearer ${token}`])]
  return `GET ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`
}
