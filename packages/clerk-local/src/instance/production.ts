/** Throws in production: the stand-in's keys are public. `THROUGHLINE_ALLOW_STAND_IN=1` lets a production build be tried locally. */
export function refuseInProduction(env: NodeJS.ProcessEnv): void {
  if (env['NODE_ENV'] !== 'production' || env['THROUGHLINE_ALLOW_STAND_IN'] === '1') return
  throw new Error('clerk-local is a stand-in for development and refuses NODE_ENV=production; its keys are public. Use a real Clerk instance.')
}
