import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { NextConfig } from 'next'
import { hintAtCompilation } from './compile-hints.ts'
import { compressedHeaders, compressedRewrites, compressFiles } from './compressed-files.ts'

/**
 * A Next configuration with the API on the page's own origin: `/trpc` and `/api` are passed on to `API_URL`
 * (`http://127.0.0.1:4000` by default). `NEXT_DIST_DIR` names the build folder, so that several builds can run at once.
 *
 * Next compresses what passes through and so would hold a stream back until its end, but for the API's
 * `Cache-Control: no-transform`. `headers()` cannot add that here: Next does not apply it to what it passes on.
 *
 * Where there is no `pages` folder, Next's router for it stays out of the browser: @clerk/nextjs brings it into every page
 * (25 kB gzip), for an application that has one. After a build, V8 is told to compile what every page begins with while it
 * arrives (`compile-hints.ts`); not where source maps or integrity hashes say what is in those files. Scripts and styles are
 * compressed once, with the build, and `next start` sends them so (`compressed-files.ts`); not with an `assetPrefix`.
 */
export function withThroughline(config: NextConfig = {}): NextConfig {
  const apiUrl = process.env['API_URL'] ?? 'http://127.0.0.1:4000'
  return {
    ...config,
    distDir: process.env['NEXT_DIST_DIR'] ?? config.distDir ?? '.next',
    poweredByHeader: false,
    compiler: { ...config.compiler, runAfterProductionCompile: (build) => afterCompilation(config, build) },
    turbopack: { ...config.turbopack, resolveAlias: { ...(!hasPagesRouter() && WITHOUT_PAGES_ROUTER), ...config.turbopack?.resolveAlias } },
    transpilePackages: ['@throughline/api', '@throughline/contract', '@throughline/next', ...(config.transpilePackages ?? [])],
    async headers() {
      return [...(sendsCompressed(config) ? compressedHeaders() : []), ...((await config.headers?.()) ?? [])]
    },
    async rewrites() {
      const { beforeFiles = [], afterFiles = [], fallback = [] } = inOrder((await config.rewrites?.()) ?? [])
      const toApi = [
        { source: '/trpc/:path*', destination: `${apiUrl}/trpc/:path*` },
        { source: '/api/:path*', destination: `${apiUrl}/api/:path*` },
      ]
      return { beforeFiles: [...(sendsCompressed(config) ? compressedRewrites() : []), ...beforeFiles], afterFiles: [...toApi, ...afterFiles], fallback }
    },
  }
}

const WITHOUT_PAGES_ROUTER = { 'next/router': { browser: '@throughline/next/no-pages-router' } }

// Next reads its configuration in the folder of the application.
const hasPagesRouter = () => ['pages', 'src/pages'].some((folder) => existsSync(join(process.cwd(), folder)))

// In development there is nothing that was compressed. With an `assetPrefix` Next itself leads from that path to the files,
// after the headers and before these rewrites: a file would be compressed and nobody would say so. A CDN compresses anyway.
const sendsCompressed = ({ assetPrefix }: NextConfig) => process.env.NODE_ENV === 'production' && !assetPrefix

type Rewrites = Awaited<ReturnType<NonNullable<NextConfig['rewrites']>>>

const inOrder = (rewrites: Rewrites) => (Array.isArray(rewrites) ? { afterFiles: rewrites } : rewrites)

type Compiler = NonNullable<NextConfig['compiler']>
type Build = Parameters<NonNullable<Compiler['runAfterProductionCompile']>>[0]

async function afterCompilation(config: NextConfig, build: Build): Promise<void> {
  await config.compiler?.runAfterProductionCompile?.(build)
  const distDir = resolve(build.projectDir, build.distDir)
  if (!config.productionBrowserSourceMaps && !config.experimental?.sri) await hintAtCompilation(distDir)
  if (sendsCompressed(config)) await compressFiles(distDir)
}
