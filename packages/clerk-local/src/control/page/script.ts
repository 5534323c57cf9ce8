/** Who comes back to the page sees it as it is now, unless they are in the middle of a form. The page does without it, too. */
export const pageScript = `let edited = false
addEventListener('input', () => { edited = true })
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && !edited) location.reload() })
`
