export { takeRows } from './take-rows'
