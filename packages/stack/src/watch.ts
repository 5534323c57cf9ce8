import { join } from 'node:path'
import { watch } from 'chokidar'
import * as paths from './paths.ts'

const WATCHED = ['apps/api/src', 'apps/api/migrations', 'packages/contract/src', 'packages/api/src', 'packages/nest/src']
const QUIET_MS = 60

/** Tells of every edit that the API is made of, once the files have been quiet for a moment. Settles when it watches. */
export async function watchApi(onEdit: () => void): Promise<{ close(): Promise<void> }> {
  const watcher = watch(
    WATCHED.map((folder) => join(paths.root, folder)),
    { ignoreInitial: true, ignored: (path) => /\.(test|test-d)\.ts$/.test(path) },
  )
  let timer: NodeJS.Timeout | undefined
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(onEdit, QUIET_MS)
  })
  await new Promise<void>((resolve) => void watcher.once('ready', resolve))
  return {
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}
