export { freePorts, type Ports } from './ports.ts'
export { buildStack, startStack, type Stack, type StackOptions } from './stack.ts'
