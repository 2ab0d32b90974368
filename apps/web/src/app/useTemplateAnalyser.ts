import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SyncContext,
} from '@sync-builder/schema'
import { queryOptions, useQuery } from '@tanstack/react-query'

/** The judge of Liquid templates. */
export const templateAnalyserQuery = queryOptions({
  queryKey: ['template analyser'],
  queryFn: async () => (await import('@sync-builder/schema/template')).analyseTemplate,
  networkMode: 'always',
  staleTime: Infinity,
})

/** The judge of Liquid templates; it loads when the first template is there, and not before. */
export function useTemplateAnalyser({ mappings }: JsonObject): SyncContext['analyseTemplate'] {
  const enabled = Array.isArray(mappings) && mappings.some(hasTemplate)
  return useQuery({ ...templateAnalyserQuery, enabled }).data
}

/** True for a mapping from a template. */
export function hasTemplate(mapping: JsonValue): boolean {
  return (
    isJsonObject(mapping) && isJsonObject(mapping.from) && mapping.from.type === 'liquid_template'
  )
}
