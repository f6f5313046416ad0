// Browser tests: Debian's Chromium against a demonstration of its own, on a port of its own.
import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const target = process.env.CARGO_TARGET_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'redress/target')
const binary = process.env.REDRESS ?? join(target, 'debug/redress')
// Workers read this file again: the folder and the port are those of the first reading.
process.env.REDRESS_TEST_FOLDER ??= mkdtempSync(join(tmpdir(), 'redress-browser-'))
process.env.REDRESS_TEST_PORT ??= String(20000 + (process.pid % 20000))
const port = process.env.REDRESS_TEST_PORT

export default defineConfig({
  testDir: 'tests',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: join(process.env.REDRESS_TEST_FOLDER, 'results'),
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1366, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 10_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
  webServer: {
    command: `"${binary}" demo --folder "${process.env.REDRESS_TEST_FOLDER}/demo" --complaints 24 --listen 127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/health`,
    timeout: 180_000,
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
