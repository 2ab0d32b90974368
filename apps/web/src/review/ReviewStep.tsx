import { Title } from '@mantine/core'

export default function ReviewStep() {
  return <Title order={2}>Review</Title>
}
