import { NextResponse, type NextMiddleware } from 'next/server'

const PATH = '/__clerk/npm/'

/**
 * Hands Clerk's own scripts on as the stand-in sends them, which compresses each of them once. Clerk's SDK would ask for
 * them uncompressed, and Next would compress half a megabyte anew while a page is waiting for it.
 */
export function passingScriptsOn(proxy: NextMiddleware): NextMiddleware {
  return (request, event) => {
    const standIn = process.env['CLERK_FAPI_URL']
    const { pathname, search } = request.nextUrl
    if (!standIn || !pathname.startsWith(PATH)) return proxy(request, event)
    return NextResponse.rewrite(`${standIn}${pathname.slice('/__clerk'.length)}${search}`)
  }
}
