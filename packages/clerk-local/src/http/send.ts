import type { ServerResponse } from 'node:http'
import { clientJson } from '../serialize/client.ts'
import { ApiError } from './api-error.ts'
import type { Call } from './call.ts'
import type { Answer } from './router.ts'

/** Writes an answer and says with which status. */
export function send(response: ServerResponse, answer: Answer): number {
  for (const cookie of answer.cookies ?? []) response.appendHeader('set-cookie', cookie)
  if ('redirect' in answer) {
    const location = answer.redirect.replace(/[^\x21-\x7e]/gu, encodeURIComponent) // a header takes nothing else
    response.writeHead(answer.status, { location, 'cache-control': 'no-store' }).end()
    return answer.status
  }
  if ('content' in answer) {
    response.writeHead(200, { 'content-type': answer.type, 'x-content-type-options': 'nosniff', ...answer.headers }).end(answer.content)
    return 200
  }
  const status = answer.status ?? 200
  const content = JSON.stringify(answer.json) // before the head, which cannot be taken back
  // Exactly this type: with a charset the SDK takes metadata for text.
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(content)
  return status
}

/** Writes an error in Clerk's form; to a browser with its client beside it, by which a form learns that a session exists. */
export function sendError(response: ServerResponse, error: unknown, browser: Call | undefined): number {
  if (!(error instanceof ApiError)) {
    console.error(error)
    // Without the client: drawing it may be what failed.
    return send(response, { json: new ApiError(500, 'internal_error', 'The stand-in failed.').body, status: 500 })
  }
  const meta = browser?.client ? { meta: { client: clientJson(browser.world, browser.client, browser.origin) } } : {}
  return send(response, { json: { ...error.body, ...meta }, status: error.status })
}
