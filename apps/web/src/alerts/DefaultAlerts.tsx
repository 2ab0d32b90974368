import { Badge, Text } from '@mantine/core'
import {
  alertText,
  defaultAlerts,
  deprecatedAlertFields,
  type JsonObject,
} from '@sync-builder/schema'
import classes from './defaultAlerts.module.css'

/** What the API adds by itself when it is left to it: to be read, not to be set. */
export function DefaultAlerts({ payload }: { payload: JsonObject }) {
  const alerts = defaultAlerts(payload)
  return (
    <section aria-labelledby="default-alerts">
      <Text id="default-alerts" size="sm" fw={600}>
        {alerts.length === 0 ? 'The API adds no alerts' : 'The API adds these'}
      </Text>
      <Text size="xs" c="dimmed">
        {isSetByDeprecatedFields(payload)
          ? 'The deprecated failed_… fields of this sync, in Options, say which.'
          : 'They are not part of what is sent. To change them, choose These alerts.'}
      </Text>
      {alerts.length > 0 && (
        <ul className={classes.list}>
          {alerts.map(({ alert, basis }) => (
            // Each has another basis.
            <li key={basis}>
              <Text size="sm" component="span">
                {alertText(alert)}
              </Text>{' '}
              <Badge
                size="sm"
                variant="light"
                color="gray"
                tt="none"
                title={
                  basis === 'documented'
                    ? 'The API’s reference says so'
                    : 'Its reference does not say so; the product’s own screens begin with it'
                }
              >
                {basis === 'documented' ? 'documented' : 'as its product does'}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function isSetByDeprecatedFields(payload: JsonObject): boolean {
  return deprecatedAlertFields.some((field) => payload[field] != null)
}
