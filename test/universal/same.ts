export * from '../../plugins/check/same.js'
