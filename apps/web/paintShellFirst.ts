import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

/**
 * Lets a browser paint what index.html shows before anything else is there: the style sheet and the
 * script go behind it, since nothing is painted that stands after a style sheet still waited for.
 * They go before the root, whose own styles (Mantine's, made by the theme) must have the last word.
 * What the script asks for next (`startsWith`, the end of a module's path) is named in the page, so
 * that it comes at once and not a round trip later.
 */
export function paintShellFirst(startsWith: string): Plugin {
  return {
    name: 'paint-shell-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const loads: string[] = []
        const shell = html.replaceAll(
          /^\s*<(?:script type="module"[^>]*><\/script>|link rel="stylesheet"[^>]*>)\n/gmu,
          (line) => {
            loads.push(line)
            return ''
          },
        )
        if (loads.length < 2) throw new Error('The page names no script or no style sheet')
        return {
          html: withLowPriority(shell).replace(
            /^\s*<div id="root">/mu,
            (root) => loads.toSorted().join('') + root,
          ),
          tags: preloads(bundle, startsWith, html),
        }
      },
    },
  }
}

/** The build's own preloads, of what the page's script imports. */
function withLowPriority(html: string): string {
  return html.replaceAll(
    '<link rel="modulepreload"',
    '<link rel="modulepreload" fetchpriority="low"',
  )
}

/**
 * A preload for a module's chunk and for all that it imports, but for what the page names. They give
 * way to what the first words need.
 */
function preloads(bundle: Rolldown.OutputBundle, module: string, html: string) {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
  if (!first) throw new Error(`No chunk begins with ${module}`)
  const files = new Set([first.fileName])
  // A set gives out what is added while it is gone through.
  for (const file of files) {
    const chunk = chunks.find(({ fileName }) => fileName === file)
    for (const imported of chunk?.imports ?? []) files.add(imported)
  }
  return [...files]
    .filter((file) => !html.includes(file))
    .map((file): HtmlTagDescriptor => ({
      tag: 'link',
      attrs: {
        rel: 'modulepreload',
        crossorigin: true,
        fetchpriority: 'low',
        href: `/${file}`,
      },
      injectTo: 'head',
    }))
}
