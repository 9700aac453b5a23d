/** The formats that are read; all others are refused before a decoder sees a byte of them. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'tiff'

/** How many bytes `formatOf` needs. */
const SIGNATURE_LENGTH = 12

const extensions = /\.(?:jpe?g|png|webp|tiff?)$/i
const others = /\.(?:gif|bmp|avif|hei[cf]|svg|jxl|jp2|ico|pdf|psd|p[bgpn]m)$/i

/** Whether a file name says that it is an image: of a format that is read, or of another one. */
export function isImageName (name: string): boolean {
  return extensions.test(name) || others.test(name)
}

/** The format that the first bytes of a file tell, whatever its name says. */
export function formatOf (bytes: Uint8Array): ImageFormat | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, SIGNATURE_LENGTH))
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  return /^(?:II[*+]\0|MM\0[*+])/.test(text) ? 'tiff' : undefined
}
