import { isLeftToApi } from './defaults.ts'
import { isEmptyObject, isJsonObject, type JsonObject, type JsonValue } from './json.ts'

/** What an alert says, in a form in which equal ones are equal. Source: reference 2.5. */
export function alertMeaning(alert: JsonValue): JsonValue {
  if (!isJsonObject(alert)) return alert
  return Object.fromEntries(
    Object.entries(alert).filter(
      ([key, value]) =>
        !isLeftToApi(['alert_attributes', 0, key], value) &&
        !(key === 'options' && isEmptyObject(value)),
    ),
  )
}

/** What an alert says, whichever it is: a new one has no id yet. */
export function meaningWithoutId(alert: JsonObject): JsonValue {
  const { id: _, ...said } = alert
  return alertMeaning(said)
}
