/**
 * Throws in production: the stand-in's keys are public. `THROUGHLINE_ALLOW_STAND_IN=1` lets a production build be tried,
 * as long as nothing is `exposed`, which names what reaches beyond this machine.
 */
export function refuseInProduction(env: NodeJS.ProcessEnv, exposed: readonly string[]): void {
  if (env['NODE_ENV'] !== 'production') return
  if (env['THROUGHLINE_ALLOW_STAND_IN'] !== '1')
    throw new Error('clerk-local is a stand-in for development and refuses NODE_ENV=production; its keys are public. Use a real Clerk instance.')
  if (exposed.length > 0) throw new Error(`With NODE_ENV=production clerk-local stays on this machine: it refuses ${exposed.join(' and ')}.`)
}
