import { ApiError } from '../http/api-error.ts'

/** On a disk that is full, or not ours: what the folder cannot take is told to whoever asked. */
export const notWritable = (cause: unknown): ApiError =>
  new ApiError(507, 'data_folder_not_writable', `The data folder cannot be written (${cause instanceof Error ? cause.message : 'for no known reason'}); what has changed is kept in memory and written as soon as it can be.`)
