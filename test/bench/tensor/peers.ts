import type { Shape } from './case.js'
import type { Child } from './child.js'
import { startChild } from './child.js'

/** Who does the same work in Python, by how the page calls them. */
export interface Peers {
  readonly versions: Readonly<Record<string, string>>
  readonly ways: Readonly<Record<string, (work: string) => Promise<number | undefined>>>
  stop (): void
}

/** glibc keeps what was freed, so torch pays for no page twice. */
const reuse = {
  MALLOC_MMAP_THRESHOLD_: '8589934592', MALLOC_TRIM_THRESHOLD_: '17179869184',
  MALLOC_TOP_PAD_: '1073741824'
}
const alone = {
  OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1',
  TORCHINDUCTOR_COMPILE_THREADS: '1', TORCHINDUCTOR_FX_GRAPH_CACHE: '1'
}

/**
 * Starts numpy and torch, whatever of them Python has: once with the allocator as it is, once with
 * one that reuses its pages.
 *
 * @param compile - whether `torch.compile` takes part, which first compiles for minutes
 */
export async function startPeers (shape: Shape, compile: boolean): Promise<Peers> {
  const given = ['test/bench/tensor/peers.py', ...shape.map(String)]
  const plain = await startChild('python3', given, alone)
  const reusing = await startChild('python3', given, { ...alone, ...reuse })
  const way = (child: Child | undefined, how: string) => (work: string) =>
    child?.time(`${how} ${work}`) ?? Promise.resolve(undefined)
  return {
    versions: plain?.versions ?? {},
    ways: {
      numpy: way(plain, 'numpy'),
      torch: way(plain, 'eager'),
      'torch, best': way(reusing, 'best'),
      ...compile ? { 'torch.compile': way(reusing, 'compiled') } : {}
    },
    stop: () => { [plain, reusing].forEach(child => { child?.stop() }) }
  }
}
