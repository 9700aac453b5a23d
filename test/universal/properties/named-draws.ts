export * from '../../../plugins/check/properties/named-draws.js'
