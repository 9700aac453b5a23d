const SECTIONS = [
  'custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element',
  'code', 'data', 'data count'
]

/** What a module that shares memory with tfjs may be made of. */
const ALLOWED = ['type', 'import', 'function', 'export', 'code']

/**
 * What is wrong with a module as a guest in the memory of tfjs. Data segments would be written over
 * tfjs' own; a stack needs a global that points into it; only tfjs' allocator may grow the memory.
 */
export function faults (bytes, text) {
  const others = sections(bytes).filter(name => !ALLOWED.includes(name))
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes))
    .map(({ module, name, kind }) => `${module}.${name} (${kind})`)
  return [
    ...others.map(name => `has a ${name} section`),
    ...imports.join() === 'env.memory (memory)'
      ? []
      : [`imports ${imports.join(', ') || 'nothing'} instead of env.memory`],
    ...text.includes('memory.grow') ? ['grows the memory'] : []
  ]
}

function sections (bytes) {
  const found = []
  for (let at = 8; at < bytes.length;) {
    found.push(SECTIONS[bytes[at++]] ?? 'unknown')
    let [length, shift, byte] = [0, 0, 0]
    do {
      byte = bytes[at++]
      length |= (byte & 127) << shift
      shift += 7
    } while (byte > 127)
    at += length
  }
  return found
}
