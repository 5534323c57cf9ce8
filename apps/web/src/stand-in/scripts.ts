import { NextResponse, type NextMiddleware } from 'next/server'

const PATH = '/__clerk/npm/'

/**
 * Hands Clerk's own scripts on as the stand-in sends them: compressed once, and not again for each page. What Clerk's SDK
 * hands on it asks for uncompressed, and half a megabyte of it keeps Next busy while the page is waiting.
 */
export function passingScriptsOn(proxy: NextMiddleware): NextMiddleware {
  return (request, event) => {
    const { pathname, search } = request.nextUrl
    if (!pathname.startsWith(PATH)) return proxy(request, event)
    return NextResponse.rewrite(`${process.env['CLERK_FAPI_URL']}${pathname.slice('/__clerk'.length)}${search}`)
  }
}
