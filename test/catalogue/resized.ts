import type { Exemption } from './entry.js'

/** What no mixer can have that shows a part of an image elsewhere, or in another size. */
export const moved: readonly Exemption[] = [
  {
    property: 'batch-of-one',
    reason: 'an image whose parts are moved is another image'
  },
  {
    property: 'hidden-map-even-edges',
    reason: 'parts are moved by pixels, of which a hidden map has fewer'
  },
  {
    property: 'hidden-map-odd-edges',
    reason: 'parts are moved by pixels, of which a hidden map has fewer'
  },
  {
    property: 'annotations-follow',
    reason: 'annotation boxes are moved with their part, of which an output may show several; ' +
      'test/oracles/annotations has such plans'
  }
]

/** What no mixer can have that shows a part of an image in another size. */
export const resized: readonly Exemption[] = [
  {
    property: 'batch-of-one',
    reason: 'an image that is pasted into itself in another size is another image'
  },
  {
    property: 'hidden-map-even-edges',
    reason: 'pooling before a part is resized is not pooling after it'
  },
  {
    property: 'hidden-map-odd-edges',
    reason: 'pooling before a part is resized is not pooling after it'
  },
  {
    property: 'annotations-follow',
    reason: 'annotation boxes are resized with their real edges, not pixel by pixel; ' +
      'test/oracles/annotations has such plans'
  }
]
