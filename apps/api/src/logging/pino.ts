import { pino, type Logger } from 'pino'
import type { Env } from '../env.ts'

/** One JSON object a line, or readable lines at a developer's terminal. Credentials are never part of a line. */
export function createPino({ logLevel, production }: Pick<Env, 'logLevel' | 'production'>): Logger {
  const readable = !production && process.stdout.isTTY
  return pino({
    level: logLevel,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    ...(readable && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } } }),
  })
}
