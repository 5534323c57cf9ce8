import { fileURLToPath } from 'node:url'

// Two folders up in the sources, one up in the bundle.
const up = import.meta.url.endsWith('.ts') ? '../../migrations' : '../migrations'

export const migrationsFolder = fileURLToPath(new URL(up, import.meta.url))
