// Made by "npm run build:wasm" from the sources in assembly/; not to be edited.
// sha256 of sources, flags and compiler: 1d686f3e91e25c8a96beb473e75c4cf22d54eeb1d646f64a3d6a80d6074092f9

/** A WebAssembly module, base64. */
export const code =
  `AGFzbQEAAAABCQFgBX9/f319AAISAQNlbnYGbWVtb3J5AgEAgIAEAwIBAAcOAQpibGVuZEJ5dGVzAAAK6QEB5gECBnsCfyAD/RMhBSAE/RMhBgNAIAIgC0sEQCAAIAtqIgz9AAQAIgf9iQEhCSAMIAn9qQH9+gEgBf3mASABIAtq/QAEACII/YkBIgr9qQH9+gEgBv3mAf3kAf1q/fgBIAn9qgH9+gEgBf3mASAK/aoB/foBIAb95gH95AH9av34Af2FASAH/YoBIgf9qQH9+gEgBf3mASAI/YoBIgj9qQH9+gEgBv3mAf3kAf1q/fgBIAf9qgH9+gEgBf3mASAI/aoB/foBIAb95gH95AH9av34Af2FAf1m/QsEACALQRBqIQsMAQsLCw==`
