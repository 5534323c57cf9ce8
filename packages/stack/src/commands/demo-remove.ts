import { DemoChangedError, removeDemo } from '../demo.ts'
import { fail } from '../foreground.ts'
import * as paths from '../paths.ts'

try {
  const { deleted, edited } = removeDemo(paths.root)
  process.stdout.write(`Deleted ${deleted.join(', ')}.\nEdited ${edited.join(', ')}.\n`)
  process.stdout.write('A database that has been used before keeps two tables more than it needs: drop table comments, tickets.\n')
} catch (error) {
  if (error instanceof DemoChangedError) fail(error.message)
  throw error
}
