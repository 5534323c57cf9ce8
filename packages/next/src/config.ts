import type { NextConfig } from 'next'

/**
 * A Next configuration with the API on the page's own origin: `/trpc` and `/api` are passed on to `API_URL`
 * (`http://127.0.0.1:4000` by default). `NEXT_DIST_DIR` names the build folder, so that several builds can run at once.
 *
 * Next compresses what passes through and so would hold a stream back until its end, but for the API's
 * `Cache-Control: no-transform`. `headers()` cannot add that here: Next does not apply it to what it passes on.
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
  }
}
