/** Text that is HTML already. */
export interface Html { readonly html: string }

/** What a template takes: text and numbers are escaped, HTML is not, lists are joined. */
export type Content = string | number | Html | readonly Content[]

/**
 * HTML from a template. Nothing reaches the page without being escaped, unless it was made by a
 * template itself.
 */
export function html (parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: parts[0] + values.map((value, i) => textOf(value) + parts[i + 1]).join('') }
}

function textOf (content: Content): string {
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content))
  return 'html' in content ? content.html : content.map(textOf).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'
}

function escape (text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character])
}
