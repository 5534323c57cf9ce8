/** Who opened the page before asking for a code sees the code when they come back to it. The page does without it, too. */
export const pageScript = `document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') location.reload() })
`
