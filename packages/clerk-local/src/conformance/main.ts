import { writeFileSync } from 'node:fs'
import { writeSdkMethods } from './write-sdk-methods.ts'

// First the data, then what reads it.
await writeSdkMethods()
const { README, readmeWithTables } = await import('./readme.ts')
writeFileSync(README, readmeWithTables())
