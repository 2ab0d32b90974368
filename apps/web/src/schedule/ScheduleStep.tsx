import { Title } from '@mantine/core'

export default function ScheduleStep() {
  return <Title order={2}>Schedule</Title>
}
