import { withThroughline } from '@throughline/next/config'

export default withThroughline({
  reactStrictMode: true,
  experimental: {
    // Seven kilobytes with the page in place of a request that everything waits for.
    inlineCss: true,
    // In bytes, before they are minified. A page begins with six to eight scripts in place of thirteen to sixteen: each is
    // a round trip of a phone's, and Turbopack's own sizes are for products of many more pages.
    turbopackChunking: { minChunkSize: 1_000_000, maxMergeChunkSize: 4_000_000 },
  },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
          // Not `same-origin`: signing in with a provider may open a window that has to report back.
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
        ],
      },
    ]
  },
})
