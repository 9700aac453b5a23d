/**
 * Pictures and pages of mixes: contact sheets, overlays, histograms, mixer pages.
 *
 * @packageDocumentation
 */
export { mixFigure, planText, thumbnail } from './figure.js'
export type { MixFigure, Share, Thumbnail } from './figure.js'
export { headsIn, readHeads } from './head.js'
export type { Head } from './head.js'
export { histogram } from './histogram.js'
export type { ChartOptions } from './histogram.js'
export { html } from './html.js'
export type { Content, Html } from './html.js'
export { study } from './law.js'
export type { Drawn, StudyOptions } from './law.js'
export { jsonSchemaOf, optionRows } from './options.js'
export type { JsonSchema, OptionRow } from './options.js'
export { outline, overlay, overlaySvg, rectanglePath, rectangles } from './overlay.js'
export type { Rectangle } from './overlay.js'
export { mixPage } from './page.js'
export type { MixPage, MixSection } from './page.js'
export { asCode, quoted, shownOptions } from './pages/shown.js'
export { dataUrl, embedded, sharpOf } from './picture.js'
export type { Pixels } from './picture.js'
export { piecesOf } from './pieces.js'
export type { Seen } from './pieces.js'
export { contactSheet } from './sheet.js'
export type { SheetOptions, Tile } from './sheet.js'
export { style } from './style.js'
