import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** Packages that stay in node_modules: loaded when first used, or too entangled to bundle. */
const EXTERNAL = ['node-forge', 'oidc-provider'];
const BUNDLED = ['hash-wasm', 'jose', 'oauth4webapi', 'undici', 'zod'];

/** Less to read at each start, with the names that a stack in the log needs. */
const WITH_NAMES = { compress: false, mangle: false, codegen: { removeWhitespace: true } };

export default defineConfig({
  main: {
    build: {
      outDir: path('out/main'),
      target: 'node20.18',
      externalizeDeps: { include: EXTERNAL, exclude: BUNDLED },
      rolldownOptions: {
        input: {
          index: path('main/index.ts'),
          argon2Worker: path('main/vault/format/argon2Worker.ts'),
          importWorker: path('main/imports/importWorker.ts'),
          pasteWorker: path('main/paste/pasteWorker.ts'),
          strengthWorker: path('main/strength/strengthWorker.ts'),
          keyWorker: path('main/keys/keyWorker.ts'),
          sandboxProcess: path('main/sandbox/sandboxProcess.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          minify: WITH_NAMES,
        },
      },
    },
  },
  preload: {
    build: {
      outDir: path('out/preload'),
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path('renderer'),
    base: '/',
    plugins: [react()],
    build: {
      outDir: path('out/renderer'),
      target: 'chrome130',
      minify: true,
      cssCodeSplit: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: path('renderer/index.html') },
    },
  },
});
