export { clear, copyRows, foldChannels, packFilter, repeatChannels, repeatRows } from './lines'
export { filterLine, inputLine } from './convolution'
export { depthwiseFilterLine, depthwiseInputLine } from './depthwise'
export { maxPoolLine } from './pool'
