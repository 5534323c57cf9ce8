import type { CompatCase } from '../exchange.ts'

const post = (name: string, type: string, more: Partial<CompatCase> = {}): CompatCase => ({ name, path: 'set.echo', body: '{"json":1}', ...more, headers: { 'content-type': type, ...more.headers } })

export const bodies: CompatCase[] = [
  post('a body with a charset', 'application/json; charset=utf-8'),
  post('a body with a charset and no space', 'application/json;charset=UTF-8'),
  post('a body with an upper case type', 'Application/JSON'),
  post('a body with a type like JSON', 'application/jsonp'),
  post('a body of JSON lines', 'application/jsonl'),
  post('a body of another JSON', 'application/problem+json'),
  post('a body of plain text', 'text/plain'),
  post('a body of plain text that names JSON', 'text/plain; application/json'),
  post('a body of a form', 'application/x-www-form-urlencoded', { body: 'json=1' }),
  post('a body of form data', 'multipart/form-data; boundary=x', { body: '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n' }),
  post('a body of bytes', 'application/octet-stream'),
  post('a body of no kind', ''),
  post('a body with a type that is none', 'json'),
  { name: 'a POST without a body and without a type', method: 'POST', path: 'set.undefined' },
  { name: 'a POST without a body but with a type', method: 'POST', path: 'set.undefined', headers: { 'content-type': 'application/json' } },
  { name: 'a GET that says form data', path: 'get.text', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
  { name: 'a GET that says bytes', path: 'get.text', headers: { 'content-type': 'application/octet-stream' } },
  { name: 'a GET that says plain text', path: 'get.text', headers: { 'content-type': 'text/plain' } },
  { name: 'a body of 900,000 characters', path: 'set.echo', post: true, input: 'x'.repeat(900_000) },
  { name: 'a body over the limit', path: 'set.echo', post: true, input: 'x'.repeat(1_000_001) },
  { name: 'a compressed body', path: 'set.echo', body: 'x', headers: { 'content-encoding': 'gzip' } },
  { name: 'a body with a method override', path: 'get.text', post: true, input: 1, headers: { 'x-http-method-override': 'GET' } },
]
