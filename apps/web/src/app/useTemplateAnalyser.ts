import { isJsonObject, type JsonObject, type SyncContext } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'

/** The judge of Liquid templates; it loads when the first template is there, and not before. */
export function useTemplateAnalyser(payload: JsonObject): SyncContext['analyseTemplate'] {
  const { mappings } = payload
  const hasTemplate =
    Array.isArray(mappings) &&
    mappings.some(
      (mapping) =>
        isJsonObject(mapping) &&
        isJsonObject(mapping.from) &&
        mapping.from.type === 'liquid_template',
    )
  const analyser = useQuery({
    queryKey: ['template analyser'],
    queryFn: async () => (await import('@sync-builder/schema/template')).analyseTemplate,
    enabled: hasTemplate,
    networkMode: 'always',
    staleTime: Infinity,
  })
  return analyser.data
}
