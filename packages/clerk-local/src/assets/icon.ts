import { get, type Route } from '../http/router.ts'

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3f5bd8"/><circle cx="13" cy="13" r="5" fill="none" stroke="#fff" stroke-width="3"/><path d="m16.5 16.5 8 8m-4-4 2.6-2.6" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`

const icon = () => ({ content: ICON, type: 'image/svg+xml', headers: { 'cache-control': 'public, max-age=3600' } })

/** The second address is where browsers look when a page, such as a JSON answer, names no icon. */
export const iconRoutes: Route[] = [get('/favicon.svg', icon), get('/favicon.ico', icon)]
