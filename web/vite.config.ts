// How the web is built and, while developing, where its API calls go.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const panel = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { port: 5173, proxy: { '/api': panel } },
  preview: { port: 4173, proxy: { '/api': panel } },
});
