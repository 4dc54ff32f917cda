/** What can go wrong by design. Anything else is a bug and travels as `INTERNAL`. */
export const errorCodes = [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NO_PROJECT_OPEN',
  'PROJECT_EXISTS',
  'PROJECT_NOT_FOUND',
  'PROJECT_IN_USE',
  'PROJECT_DAMAGED',
  'PROJECT_FROM_NEWER_VERSION',
  'EDIT_CONFLICT',
  'FILE_UNREADABLE',
  'FILE_UNSUPPORTED',
  'DISK_FULL',
  'JOB_RUNNING',
  'NOTHING_TO_DO',
  'NO_TRAINING_DATA',
  'TRAINING_FAILED',
  'OUT_OF_MEMORY',
  'NO_MODEL',
  'DEVICE_UNAVAILABLE',
  'INSTALL_FAILED',
  'WORKER_CRASHED',
  'EXPORT_MISMATCH',
  'CANCELLED',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure: `message` is one clear sentence for the person, `cause` is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
  }
}
