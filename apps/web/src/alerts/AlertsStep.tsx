import { Title } from '@mantine/core'

export default function AlertsStep() {
  return <Title order={2}>Alerts</Title>
}
