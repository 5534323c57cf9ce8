import type { LoggerService } from '@nestjs/common'
import type { Logger } from 'pino'

/** Parts of Nest that describe every start in detail. */
const CHATTY = new Set(['InstanceLoader', 'NestFactory', 'NestApplication', 'RouterExplorer', 'RoutesResolver'])

/** Nest's logger interface on pino: the last parameter is Nest's context, an object among the rest becomes fields. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log = (message: unknown, ...rest: unknown[]) => this.write(CHATTY.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest)
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest)
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest)
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest)
  verbose = (message: unknown, ...rest: unknown[]) => this.write('trace', message, rest)
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest)

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: unknown[]): void {
    const texts = rest.filter((part) => typeof part === 'string')
    const context = texts.at(-1)
    if (message instanceof Error) this.pino[level]({ context, err: message }, message.message)
    else if (typeof message === 'object') this.pino[level]({ context, ...message }, texts.length > 1 ? texts[0] : undefined)
    else this.pino[level]({ context }, String(message))
  }
}
