// Puts the panel into the page. Screens are in routes/, what they share in parts/, the API in api/.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { theme, variables } from './theme/theme.js';
import './theme/tokens.css';
import './theme/shell.css';
import './theme/table.css';
import './theme/forms.css';
import './theme/parts.css';
import './theme/policy.css';
import './theme/connections.css';
import './theme/account.css';
import './theme/connection.css';
import './theme/modes.css';
import './theme/refused-logins.css';
import './theme/live.css';
import './theme/own.css';
import './theme/overview.css';
import './theme/account-list.css';
import './theme/new-account.css';
import './theme/links.css';
import './theme/site-move.css';
import './theme/network.css';
import './theme/system.css';
import { onSignedOut, onTwoStepFirst } from './api/client.js';
import { tellPanelFacts } from './api/panel.js';
import { queryClient } from './api/query.js';
import { forgetSession, readMeAgain } from './api/session.js';
import { language } from './i18n/language.js';
import { router } from './routes/router.js';

tellPanelFacts(document.querySelector('meta[name="panel"]')?.getAttribute('content'));

onSignedOut(() => {
  forgetSession();
  void router.invalidate();
});

onTwoStepFirst(() => void readMeAgain().then(() => router.invalidate()));

document.documentElement.lang = language;

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root.');

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
