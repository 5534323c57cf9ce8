import { buildStack, freePorts } from '@throughline/stack'
import type { TestProject } from 'vitest/node'

/** Chooses the ports of a run and, for the production project, builds for them. */
export default async function setup(project: TestProject): Promise<void> {
  const mode = project.name === 'browser-production' ? 'production' : 'development'
  const distDir = `.next-e2e-${mode}`
  const ports = await freePorts()
  if (mode === 'production') await buildStack({ ports, distDir })
  project.provide('stack', { mode, ports, distDir })
}
