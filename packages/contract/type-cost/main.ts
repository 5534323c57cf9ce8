import { instantiationsPerProcedure } from './measure.ts'

const LIMIT = 100

const cost = await instantiationsPerProcedure()
process.stdout.write(`${cost.toFixed(1)} instantiations per procedure, (at 1,000 − at 200) / 800; at most ${LIMIT}\n`)
if (cost > LIMIT) process.exitCode = 1
