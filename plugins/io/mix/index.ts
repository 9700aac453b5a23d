export { mixFolder } from './mix-folder.js'
export type { MixFolderOptions } from './options.js'
export type { MixEvent, MixReport, Skipped } from './report.js'
