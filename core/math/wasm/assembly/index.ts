export { passOf2, passOf4, passOfOdd } from './passes'
export { divide, pairRows, partRows } from './rows'
