/** Calls back with every image file that is dropped on a field or chosen in it. */
export function onImage (field: HTMLLabelElement, give: (file: File) => void): void {
  const over = (is: boolean) => (event: DragEvent): void => {
    event.preventDefault()
    field.classList.toggle('over', is)
  }
  field.addEventListener('dragover', over(true))
  field.addEventListener('dragleave', over(false))
  field.addEventListener('drop', event => {
    over(false)(event)
    const file = event.dataTransfer?.files[0]
    if (file !== undefined) give(file)
  })
  field.querySelector('input')?.addEventListener('change', ({ target }) => {
    const file = (target as HTMLInputElement).files?.[0]
    if (file !== undefined) give(file)
  })
}

/**
 * The pixels of an image file, cut to cover a canvas, which shows it.
 *
 * @returns `[height, width, 3]`, from 0 to 1
 * @throws Error for what is no image
 */
export async function pixelsOf (file: File, canvas: HTMLCanvasElement): Promise<Float32Array> {
  const image = await createImageBitmap(file).catch(() => {
    throw new Error(`"${file.name}" is no image that this browser can read`)
  })
  const { width, height } = canvas
  const context = contextOf(canvas)
  const scale = Math.max(width / image.width, height / image.height)
  const [wide, high] = [image.width * scale, image.height * scale]
  context.drawImage(image, (width - wide) / 2, (height - high) / 2, wide, high)
  const { data } = context.getImageData(0, 0, width, height)
  return Float32Array.from({ length: width * height * 3 }, (_, k) =>
    data[4 * Math.floor(k / 3) + k % 3] / 255)
}

/** Shows `[height, width, 3]` from 0 to 1 on a canvas of that size. */
export function drawOn (canvas: HTMLCanvasElement, pixels: Float32Array): void {
  const { width, height } = canvas
  const picture = new ImageData(width, height)
  for (let k = 0; k < width * height; k++) {
    for (let c = 0; c < 3; c++) picture.data[4 * k + c] = Math.round(255 * pixels[3 * k + c])
    picture.data[4 * k + 3] = 255
  }
  contextOf(canvas).putImageData(picture, 0, 0)
}

function contextOf (canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
}
