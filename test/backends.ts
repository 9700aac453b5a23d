/**
 * The backends that the tests of operations, mixers and golden files go through. Others, which are
 * not always there, are named by the environment: `REMIXTURE_BACKENDS=tensorflow`.
 */
export const backends: readonly string[] =
  process.env.REMIXTURE_BACKENDS?.split(',') ?? ['cpu', 'wasm']

/** Whether the environment names them. */
export const chosen = process.env.REMIXTURE_BACKENDS !== undefined
