/** Scopes as OAuth spells several: with a space between, each once. */
export const joinedScopes = (...scopes: readonly string[]): string => [...new Set(scopes.flatMap((each) => each.split(/\s+/)))].filter(Boolean).join(' ')
