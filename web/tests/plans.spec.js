// Plans and their parts: a sheet read in with its faults first, the table, what can be taken out, and who sees what of it.
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Somebody } from './people.js'

const here = dirname(fileURLToPath(import.meta.url))
const pictures = join(here, '../../docs/images')
const sheet = readFileSync(join(here, '../../crates/redress/src/demo/plans/non-compliance-2014.csv'), 'utf8')

async function picture(page, name, options = {}) {
  if (!process.env.PICTURES) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', ...options })
}

const file = (text) => ({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a keeper reads a plan in, mends what is wrong with it, and takes it out again', async ({ browser }) => {
  const rosalind = await Somebody.signIn(browser, 'rosalind')
  await rosalind.goto('/plans')
  await picture(rosalind.page, 'plans')
  await rosalind.goto('/record/improvement-plan/record')
  await rosalind.record({
    'report-title': 'A report of the browser’s own',
    'source-kind': 'advisory-panel',
    body: 'A panel',
    subject: 'Restraint',
    operator: 'Nobody',
  })
  if (await rosalind.page.locator('.govuk-error-summary').count()) throw new Error(await rosalind.page.locator('main').innerText())
  await rosalind.page.getByRole('button', { name: /^Record the/ }).click()
  await expect(rosalind.page).toHaveURL(/\/recorded$/)
  const slug = decodeURIComponent(new URL(rosalind.page.url()).pathname).split('/')[2]
  const register = `/registers/recommendation/plan?of=${slug}`

  await rosalind.goto(register)
  await expect(rosalind.page.locator('main')).toContainText('No recommendations yet')
  await rosalind.page.getByRole('link', { name: 'Read recommendations in from a sheet' }).click()
  await rosalind.accessible()

  // No file, a file of another kind, and a sheet with several faults: each is told, and nothing is kept.
  await rosalind.page.getByRole('button', { name: 'Look it through' }).click()
  await expect(rosalind.page.locator('.govuk-error-summary')).toContainText('Choose a file')
  await rosalind.accessible()
  await rosalind.page.getByLabel('The sheet').setInputFiles({ name: 'plan.xlsx', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') })
  await rosalind.page.getByRole('button', { name: 'Look it through' }).click()
  await expect(rosalind.page.locator('main')).toContainText('is a PDF, from which no rows can be read')
  await rosalind.page.getByRole('link', { name: 'Choose another file' }).click()
  const lines = sheet.replaceAll('Accepted,', 'Perhaps,')
  await rosalind.page.getByLabel('The sheet').setInputFiles(file(lines))
  await rosalind.page.getByRole('button', { name: 'Look it through' }).click()
  await expect(rosalind.page.getByRole('heading', { level: 1 })).toHaveText('The sheet cannot be read in yet')
  await expect(rosalind.page.locator('main')).toContainText('“Perhaps” is none of')
  await rosalind.accessible()
  await picture(rosalind.page, 'import-faults')
  await rosalind.goto(register)
  await expect(rosalind.page.locator('main')).toContainText('No recommendations yet')

  // The sheet as it should be: seen first, kept when it is accepted.
  await rosalind.page.getByRole('link', { name: 'Read recommendations in from a sheet' }).click()
  await rosalind.page.getByLabel('The sheet').setInputFiles(file(sheet))
  await rosalind.page.getByRole('button', { name: 'Look it through' }).click()
  await expect(rosalind.page.getByRole('heading', { level: 1 })).toHaveText('Check before you read in 7 recommendations')
  await rosalind.accessible()
  await picture(rosalind.page, 'import-check')
  const token = new URL(rosalind.page.url()).pathname
  await rosalind.page.getByRole('button', { name: 'Read in 7 recommendations' }).click()
  await expect(rosalind.page.getByRole('heading', { level: 1 })).toHaveText('7 recommendations read in')
  await rosalind.page.getByRole('link', { name: /^Go to/ }).click()
  await expect(rosalind.page.locator('main')).toContainText('7 recommendations')
  await rosalind.accessible()

  // Somebody else finds neither what she sent nor the way to read something in.
  const joan = await Somebody.signIn(browser, 'joan')
  expect((await joan.page.goto(token)).status()).toBe(404)
  expect((await joan.page.goto(`/registers/recommendation/plan/import?of=${slug}`)).status()).toBe(404)

  // Narrowed, and taken out in three forms.
  await rosalind.page.locator('[name="f-response"]').selectOption({ label: 'Accepted' })
  await rosalind.page.getByRole('button', { name: 'Show' }).click()
  await expect(rosalind.page.locator('main')).toContainText('of them shown')
  await rosalind.accessible()
  const kinds = { csv: 'text/csv', xlsx: 'spreadsheetml', pdf: 'application/pdf' }
  for (const [format, media] of Object.entries(kinds)) {
    const taken = await rosalind.page.request.get(`${register}&format=${format}`)
    expect(taken.status(), format).toBe(200)
    expect(taken.headers()['content-type']).toContain(media)
    expect((await taken.body()).length).toBeGreaterThan(1000)
  }
  // What was refused is told to the browser's console too; nothing else is.
  expect(rosalind.errors.filter((error) => !error.includes('422'))).toEqual([])
})

test('a plan is a table that prints, with its actions and what is due', async ({ browser }) => {
  const rosalind = await Somebody.signIn(browser, 'rosalind')
  await rosalind.goto('/plans')
  await rosalind.page.getByRole('link', { name: /removal to Jamaica/ }).click()
  await rosalind.accessible()
  const table = rosalind.page.getByRole('table')
  await expect(table).toContainText('Completed and ongoing')
  await expect(table.getByRole('rowheader', { name: 'Home Office and escort supplier' })).toBeVisible()
  await picture(rosalind.page, 'plan')
  await rosalind.page.emulateMedia({ media: 'print' })
  await expect(rosalind.page.getByRole('button', { name: 'Show' })).toBeHidden()
  await expect(table).toBeVisible()
})

test('a complaint of excessive force leads to the incident, the finding, the certificate, the recommendation, its action and the check', async ({ browser }) => {
  const priya = await Somebody.signIn(browser, 'priya')
  await priya.goto(`/complaints?open=all&q=${encodeURIComponent('Adeyinka')}`)
  await priya.page.getByRole('link', { name: /^DC\// }).first().click()
  await priya.page.getByRole('link', { name: 'What came of it' }).click()
  await priya.accessible()
  const main = priya.page.locator('main')
  for (const words of ['Incident', 'Statement', 'Complaint', 'Substantiated', 'Certification case', 'Revoked', 'Recommendation', 'Improvement action', 'Checked']) {
    await expect(main).toContainText(words)
  }
  await picture(priya.page, 'chain', { fullPage: true })

  // From the chain to the action, and what shows that it was done and checked.
  await priya.page.locator('main').getByRole('link', { name: /^IA\// }).first().click()
  await priya.accessible()
  await expect(priya.page.locator('main')).toContainText('Evidence')

  // The officer of whom he complained finds none of it, and nobody else learns of what they may not see.
  const lee = await Somebody.signIn(browser, 'lee')
  const address = new URL(priya.page.url()).pathname
  expect((await lee.page.goto(`${address}/chain`)).status()).toBe(404)
  const rosalind = await Somebody.signIn(browser, 'rosalind')
  await rosalind.goto(`${address}/chain`)
  await expect(rosalind.page.locator('main')).not.toContainText('Adeyinka')

  // The incident with its reviewers, each more senior than the one before.
  const miriam = await Somebody.signIn(browser, 'miriam')
  await miriam.goto('/registers/use-of-force/incidents')
  await miriam.page.getByRole('row', { name: /Adeyinka/ }).getByRole('link').first().click()
  await miriam.accessible()
  await expect(miriam.page.locator('#trail-reviews')).toBeVisible()
  await picture(miriam.page, 'incident')
})
