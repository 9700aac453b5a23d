/**
 * What `work` makes of every item, in their order, with so many begun before they are asked for:
 * memory holds `depth + 1` results, however many items there are.
 */
export async function * ahead<T, Result> (
  items: Iterable<T>, depth: number, work: (item: T) => Promise<Result>
): AsyncGenerator<Result, void, void> {
  const begun: Array<Promise<Result>> = []
  try {
    for (const item of items) {
      const result = work(item)
      // Whoever stops early waits for none of them, and a rejection nobody waits for is fatal.
      result.catch(() => undefined)
      begun.push(result)
      if (begun.length > depth) yield await (begun.shift() as Promise<Result>)
    }
    while (begun.length > 0) yield await (begun.shift() as Promise<Result>)
  } finally {
    await Promise.allSettled(begun)
  }
}
