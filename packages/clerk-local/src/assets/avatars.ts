import { get, type Route } from '../http/router.ts'
import { LETTERS } from './letters.ts'

const COLOURS = ['#3f5bd8', '#0f766e', '#9a3412', '#7c3aed', '#be185d', '#15803d', '#1d4ed8', '#a16207']

/** A letter on a colour of its own, drawn here. */
export const avatarRoutes: Route[] = [
  get('/avatars/:label.svg', ({ params }) => {
    const letter = [...(params['label'] ?? '?')][0]?.replace(/[^\p{L}\p{N}]/u, '?') ?? '?'
    const colour = COLOURS[(letter.codePointAt(0) ?? 0) % COLOURS.length]
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" role="img"><rect width="80" height="80" fill="${colour}"/>${drawn(letter)}</svg>`
    return { content: svg, type: 'image/svg+xml', headers: { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" } }
  }),
]

// Of other alphabets a browser has letters of its own.
function drawn(letter: string): string {
  const strokes = LETTERS[letter.toUpperCase()]
  if (strokes) return `<path d="${strokes}" transform="translate(30 26)" fill="none" stroke="#fff" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/>`
  return `<text x="40" y="53" font-family="system-ui,sans-serif" font-size="38" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text>`
}
