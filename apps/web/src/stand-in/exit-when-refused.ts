import { refusalOfStandIn } from './refuse-stand-in.ts'

const refusal = refusalOfStandIn(process.env)
if (refusal) {
  console.error(refusal)
  process.exit(1)
}
