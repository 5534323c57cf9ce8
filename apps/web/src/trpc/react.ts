'use client'
import type { AppRouter } from '@throughline/api'
import { createThroughline } from '@throughline/next'

export const { trpc, ThroughlineProvider, useCan } = createThroughline<AppRouter>()
