import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { compressedHeaders, compressedRewrites } from './compressed-files.ts'
import { withThroughline } from './config.ts'

afterEach(() => vi.unstubAllEnvs())

describe('withThroughline', () => {
  it('passes /trpc and /api on to the API’s internal address', async () => {
    vi.stubEnv('API_URL', 'http://127.0.0.1:4999')
    expect(await withThroughline().rewrites?.()).toEqual({
      beforeFiles: [],
      afterFiles: [
        { source: '/trpc/:path*', destination: 'http://127.0.0.1:4999/trpc/:path*' },
        { source: '/api/:path*', destination: 'http://127.0.0.1:4999/api/:path*' },
      ],
      fallback: [],
    })
  })

  it('keeps the app’s own rewrites and headers', async () => {
    const rewrite = { source: '/old', destination: '/new' }
    const header = { source: '/:path*', headers: [{ key: 'X-Own', value: 'yes' }] }
    const list = withThroughline({ rewrites: async () => [rewrite], headers: async () => [header] })
    expect(await list.rewrites?.()).toMatchObject({ afterFiles: [{ source: '/trpc/:path*' }, { source: '/api/:path*' }, rewrite] })
    expect(await list.headers?.()).toEqual([header])
    const sorted = withThroughline({ rewrites: async () => ({ beforeFiles: [rewrite], afterFiles: [], fallback: [rewrite] }) })
    expect(await sorted.rewrites?.()).toMatchObject({ beforeFiles: [rewrite], fallback: [rewrite] })
  })

  it('leads to the compressed files of a build, but for one behind a CDN, and in development, where there are none, to none', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(await withThroughline().rewrites?.()).toMatchObject({ beforeFiles: compressedRewrites() })
    expect(await withThroughline().headers?.()).toEqual(compressedHeaders())
    expect(await withThroughline({ assetPrefix: 'https://cdn.example.com/web' }).rewrites?.()).toMatchObject({ beforeFiles: [] })
    expect(await withThroughline({ assetPrefix: 'https://cdn.example.com/web' }).headers?.()).toEqual([])
    vi.stubEnv('NODE_ENV', 'development')
    expect(await withThroughline().rewrites?.()).toMatchObject({ beforeFiles: [] })
    expect(await withThroughline().headers?.()).toEqual([])
  })

  it('builds into the folder that the environment names, and keeps what the app configures', () => {
    vi.stubEnv('NEXT_DIST_DIR', '.next-other')
    const config = withThroughline({ reactStrictMode: true, transpilePackages: ['another'] })
    expect(config).toMatchObject({ distDir: '.next-other', reactStrictMode: true, poweredByHeader: false })
    expect(config.transpilePackages).toContain('another')
  })

  it('leaves the router of a `pages` folder out of the browser, unless there is one or the app says otherwise', () => {
    const alias = () => withThroughline().turbopack?.resolveAlias?.['next/router']
    expect(alias()).toEqual({ browser: '@throughline/next/no-pages-router' })
    expect(withThroughline({ turbopack: { resolveAlias: { 'next/router': 'next/router' } } }).turbopack?.resolveAlias).toEqual({ 'next/router': 'next/router' })
    const folder = mkdtempSync(join(tmpdir(), 'throughline-pages-'))
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    mkdirSync(join(folder, 'src/pages'), { recursive: true })
    expect(alias()).toBeUndefined()
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true })
  })
})
