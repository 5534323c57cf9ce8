import type { NextConfig } from 'next'

type Headers = Awaited<ReturnType<NonNullable<NextConfig['headers']>>>

/**
 * A Next configuration with the API on the page's own origin: `/trpc` and `/api` are passed on to `API_URL`
 * (`http://127.0.0.1:4000` by default). `NEXT_DIST_DIR` names the build folder, so that several builds can run at once.
 */
export function withThroughline(config: NextConfig = {}): NextConfig {
  const apiUrl = process.env['API_URL'] ?? 'http://127.0.0.1:4000'
  return {
    ...config,
    distDir: process.env['NEXT_DIST_DIR'] ?? config.distDir ?? '.next',
    poweredByHeader: false,
    transpilePackages: ['@throughline/api', '@throughline/contract', '@throughline/next', ...(config.transpilePackages ?? [])],
    async rewrites() {
      return [
        { source: '/trpc/:path*', destination: `${apiUrl}/trpc/:path*` },
        { source: '/api/:path*', destination: `${apiUrl}/api/:path*` },
      ]
    },
    async headers() {
      return [...((await config.headers?.()) ?? []), ...API_HEADERS]
    },
  }
}

// Next compresses what passes through and holds a stream back until its end, unless the answer forbids transforming it.
const API_HEADERS: Headers = ['/trpc/:path*', '/api/:path*'].map((source) => ({
  source,
  headers: [{ key: 'Cache-Control', value: 'no-store, no-transform' }],
}))
