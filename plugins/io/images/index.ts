export { imageFolder } from './folder.js'
export type { ImageFolderOptions } from './folder.js'
export { tryFolder } from './try-folder.js'
export type { FolderSummary } from './try-folder.js'
export type { Fit } from './decode.js'
export type { ImageFormat } from './signature.js'
export type { BatchOptions, FolderOptions, ImageBatches, ImageBytes, ImageDataset, ImageElement,
  ImageFile, ImageFolder, ImageSplit, LabelledImages, Targets } from './types.js'
