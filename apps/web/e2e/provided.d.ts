import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Chosen once a run, since a production build has the API's address baked into its rewrites. */
    stack: {
      mode: 'development' | 'production'
      ports: { web: number; api: number; clerk: number }
      distDir: string
    }
  }
}
