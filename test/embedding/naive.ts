/** Rows of numbers, in doubles. */
export type Rows = ReadonlyArray<readonly number[]>

export function dot (a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

export function unit (row: readonly number[]): number[] {
  const length = Math.sqrt(dot(row, row))
  return row.map(each => each / length)
}

/** `share` of the first row, the rest of the second. */
export function between (a: readonly number[], b: readonly number[], share: number): number[] {
  return a.map((each, k) => share * each + (1 - share) * b[k])
}

export function distance (a: readonly number[], b: readonly number[]): number {
  const difference = a.map((each, k) => each - b[k])
  return Math.sqrt(dot(difference, difference))
}

/** On the arc between rows of length 1. */
export function onArc (a: readonly number[], b: readonly number[], share: number): number[] {
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(a, b))))
  return a.map((each, k) =>
    (Math.sin(share * angle) * each + Math.sin((1 - share) * angle) * b[k]) / Math.sin(angle))
}

/** Cross entropy of every anchor with targets over the positives, in one batch. */
export function told (
  anchors: Rows, positives: Rows, temperature: number,
  target: (anchor: number, positive: number) => number
): number {
  let sum = 0
  for (let i = 0; i < anchors.length; i++) {
    const logits = positives.map(row => dot(unit(anchors[i]), unit(row)) / temperature)
    let all = 0
    for (const logit of logits) all += Math.exp(logit)
    for (let j = 0; j < logits.length; j++) sum += target(i, j) * (Math.log(all) - logits[j])
  }
  return sum / anchors.length
}

/** Rows as they are numbered, and as a target: 1 where both are the same. */
export function same (a: number, b: number): number {
  return Number(a === b)
}

/** SupReMix with every mixture laid out, weights by |d| + 1. */
export function superMixed (
  x: Rows, y: readonly number[], temperature: number, window: number, drawn: readonly number[]
): number {
  let [loss, next] = [0, 0]
  const rows = x.map(unit)
  for (let i = 0; i < rows.length; i++) {
    const logit = (row: readonly number[]): number => dot(rows[i], row) / temperature
    const positives: number[] = []
    let all = 0
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue
      all += (Math.abs(y[i] - y[j]) + 1) * Math.exp(logit(rows[j]))
      if (y[j] === y[i]) positives.push(logit(rows[j]))
    }
    for (let k = 0; k < rows.length; k++) {
      if (y[k] === y[i]) continue
      const share = drawn[next++]
      const target = share * y[i] + (1 - share) * y[k]
      all += (Math.abs(y[i] - target) + 1) * Math.exp(logit(between(rows[i], rows[k], share)))
    }
    for (let j = 0; j < rows.length; j++) {
      for (let k = 0; k < rows.length; k++) {
        if (!(y[j] < y[i] && y[i] < y[k] && y[i] - y[j] < window && y[k] - y[i] < window)) continue
        const mixture = between(rows[j], rows[k], (y[k] - y[i]) / (y[k] - y[j]))
        positives.push(logit(mixture))
        all += Math.exp(logit(mixture))
      }
    }
    for (const each of positives) loss += (Math.log(all) - each) / positives.length
  }
  return loss / rows.length
}

/** The hardest positive and negative of rows and of the points between the rows of their pairs. */
export function expanded (
  x: Rows, labels: ArrayLike<number>, inner: number, margin: number
): number {
  const rows = x.map(unit)
  const points = (i: number): number[][] => {
    const other = rows[i % 2 === 0 ? i + 1 : i - 1]
    return Array.from({ length: inner + 1 }, (_, step) =>
      step === 0 ? rows[i] : unit(between(rows[i], other, 1 - step / (inner + 1))))
  }
  let loss = 0
  for (let i = 0; i < rows.length; i++) {
    let [furthest, nearest] = [0, Infinity]
    for (let j = 0; j < rows.length; j++) {
      if (labels[i] === labels[j]) furthest = Math.max(furthest, distance(rows[i], rows[j]))
      else for (const p of points(i)) for (const q of points(j))
        nearest = Math.min(nearest, distance(p, q))
    }
    loss += Math.max(0, furthest - nearest + margin)
  }
  return loss / rows.length
}

/** Half the soft cross entropy of rows and half that of columns. */
export function bothWays (
  products: Rows, temperature: number, target: (i: number, j: number) => number
): number {
  let loss = 0
  for (let i = 0; i < products.length; i++) {
    let [inRow, inColumn] = [0, 0]
    for (let j = 0; j < products.length; j++) {
      inRow += Math.exp(products[i][j] / temperature)
      inColumn += Math.exp(products[j][i] / temperature)
    }
    for (let j = 0; j < products.length; j++) {
      loss += target(i, j) * (Math.log(inRow) - products[i][j] / temperature) / 2
      loss += target(j, i) * (Math.log(inColumn) - products[j][i] / temperature) / 2
    }
  }
  return loss / products.length
}

/** Own pairs against the mixes of all other pairs on the arcs between their images and texts. */
export function crossed (image: Rows, text: Rows, share: number, temperature: number): number {
  const mixes = image.map((row, j) => onArc(row, text[j], share))
  let loss = 0
  for (const rows of [image, text]) {
    for (let i = 0; i < rows.length; i++) {
      const own = dot(image[i], text[i]) / temperature
      let all = Math.exp(own)
      for (let j = 0; j < rows.length; j++)
        if (j !== i) all += Math.exp(dot(rows[i], mixes[j]) / temperature)
      loss += Math.log(all) - own
    }
  }
  return loss / image.length
}

/** Every row mixed with that of the batch reversed; the middle one stays. */
export function reversedMixes (x: Rows, share: number): Rows {
  return x.map((row, i) => 2 * i + 1 === x.length ? row : onArc(row, x[x.length - 1 - i], share))
}

/** Metrix' contrastive loss of mixes: all positives of an anchor with all of its negatives. */
export function metrixMixes (
  x: Rows, labels: ArrayLike<number>, lambda: number, margin: number
): number {
  const rows = x.map(unit)
  let [loss, anchored] = [0, 0]
  for (let a = 0; a < rows.length; a++) {
    let found = 0
    for (let p = 0; p < rows.length; p++) {
      for (let n = 0; n < rows.length; n++) {
        if (p === a || labels[p] !== labels[a] || labels[n] === labels[a]) continue
        const cosine = dot(rows[a], unit(between(rows[p], rows[n], lambda)))
        loss += (1 - lambda) * Math.max(0, cosine - margin) - lambda * cosine
        found++
      }
    }
    if (found > 0) anchored++
  }
  return anchored === 0 ? 0 : loss / anchored
}
