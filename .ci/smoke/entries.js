// node entries.js <specifier> …: each of them can be imported and has something in it.
for (const specifier of process.argv.slice(2)) {
  const how = specifier.endsWith('.json') ? { with: { type: 'json' } } : undefined
  const exported = Object.keys(await import(specifier, how))
  if (exported.length === 0) throw new Error(`${specifier} exports nothing`)
  console.log(`${specifier}: ${exported.length} exports`)
}
