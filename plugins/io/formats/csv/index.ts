export {
  readCsv, type CsvColumn, type CsvRow, type CsvTable, type CsvValue
} from './read.js'
export type { CsvOptions } from './options.js'
export { writeCsv, type CsvWriteOptions } from './write.js'
