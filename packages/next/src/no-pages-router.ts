/** In the place of `next/router` in the browser where an application has no `pages` folder. */
export function useRouter(): never {
  throw new Error('next/router was left out of this build: it found no `pages` folder. Use next/navigation, or say `turbopack.resolveAlias` in next.config.ts.')
}

export default { useRouter }
