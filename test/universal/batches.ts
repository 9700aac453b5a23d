export * from '../../plugins/check/batches.js'
