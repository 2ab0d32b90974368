import { Title } from '@mantine/core'

export default function BehaviorStep() {
  return <Title order={2}>Behavior</Title>
}
