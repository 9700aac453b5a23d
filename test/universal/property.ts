export * from '../../plugins/check/property.js'
