export * from '../../../plugins/check/properties/index.js'
