/** Lets so many of what it is given run at a time, in the order given. */
export type Gate = <T> (work: () => Promise<T>) => Promise<T>

export function gate (width: number): Gate {
  const waiting: Array<() => void> = []
  let free = width
  return async work => {
    if (free > 0) free--
    else await new Promise<void>(resolve => { waiting.push(resolve) })
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
