import { get, type Route } from '../http/router.ts'

const COLOURS = ['#4f46e5', '#0f766e', '#b45309', '#be185d', '#1d4ed8', '#15803d', '#7c3aed', '#b91c1c']

/** A letter in a ring for each provider, drawn here: the marks of others are theirs. */
export const providerIconRoutes: Route[] = [
  get('/static/:provider.svg', ({ params }) => {
    const provider = (params['provider'] ?? '').replace(/^(oauth_)?(custom_)?/, '')
    const letter = /[a-z0-9]/i.exec(provider)?.[0].toUpperCase() ?? '?'
    const colour = COLOURS[[...provider].reduce((sum, character) => sum + character.charCodeAt(0), 0) % COLOURS.length]
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="none" stroke="${colour}" stroke-width="2.5"/><text x="16" y="21.5" font-family="system-ui,sans-serif" font-size="16" font-weight="700" text-anchor="middle" fill="${colour}">${letter}</text></svg>`
    return { content: svg, type: 'image/svg+xml', headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" } }
  }),
]
