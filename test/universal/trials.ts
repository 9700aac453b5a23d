export * from '../../plugins/check/trials.js'
