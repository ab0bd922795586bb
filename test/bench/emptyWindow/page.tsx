/// <reference types="vite/client" />
import '@mantine/core/styles.css';
import { Button, Card, MantineProvider, PasswordInput } from '@mantine/core';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <MantineProvider defaultColorScheme="auto">
      <Card>
        <PasswordInput label="Password" autoFocus />
        <Button>Unlock</Button>
      </Card>
    </MantineProvider>,
  );
}
