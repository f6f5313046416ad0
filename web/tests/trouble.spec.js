// What goes wrong is told in the user's words, what was typed is kept, and nothing is half done.
import { expect, test } from '@playwright/test'
import { Somebody } from './people.js'

/** Joan records a complaint that reached the unit, and gives its address. */
async function recorded(joan, more = {}) {
  await joan.goto('/record/detention-complaints/receive')
  await joan.record(
    {
      category: 'service-delivery', place: 'Fenwick Hall', escort: 'no', force: 'no', channel: 'post', urgent: 'no', anonymous: 'no', 'complainant-name': 'Tariq Okoye',
      'made-by': 'detained', 'needs-translation': 'no', 'board-withheld': 'no', statement: 'The heating is off.', received: { day: 6, month: 3, year: 2017 }, ...more,
    },
    [6, 3, 2017, '9:30am'],
  )
}

async function finished(joan) {
  await joan.page.getByRole('button', { name: 'Record the complaint' }).click()
  await expect(joan.page).toHaveURL(/\/recorded$/)
  return new URL(joan.page.url()).pathname.replace(/\/recorded$/, '')
}

test('a complaint with faults comes back with all of them and all that was typed', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  await recorded(joan, { incident: { day: 7, month: 3, year: 2017 } })
  await expect(joan.page.locator('.govuk-error-summary')).toContainText('cannot be after')
  await expect(joan.page.locator('[name="q-statement"]')).toHaveValue('The heating is off.')
  await joan.accessible()
  await joan.answer({ incident: { day: 1, month: 3, year: 2017 } })
  await joan.happened(6, 3, 2099, '9:30am')
  await joan.page.getByRole('button', { name: 'Continue' }).click()
  await expect(joan.page.locator('.govuk-error-summary')).toContainText('in the future')
  await expect(joan.page.locator('[name="when-year"]')).toHaveValue('2099')
})

test('a form posted twice opens one case', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  await recorded(joan)
  const form = await joan.form()
  const first = await joan.send(joan.page.url(), form)
  const second = await joan.send(joan.page.url(), form)
  expect(first.status()).toBe(303)
  expect(second.headers().location).toBe(first.headers().location)
})

test('two people take the same step at once: it is taken once, and the other loses nothing', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  const tomas = await Somebody.signIn(browser, 'tomas')
  await recorded(joan)
  const address = await finished(joan)
  await joan.goto(`${address}/steps/send-to-hub`)
  await tomas.goto(`${address}/steps/send-to-hub`)
  await joan.answer({ 'urgent-checked': 'nothing-urgent', subject: 'Service: property lost or damaged' })
  await joan.page.locator('main form button.govuk-button[type="submit"]').last().click()
  await expect(joan.page).toHaveURL(/done=/)
  await tomas.answer({ 'urgent-checked': 'nothing-urgent', subject: 'Service: property lost or damaged', statement: 'The heating is off, and the window is broken.' })
  await tomas.page.locator('main form button.govuk-button[type="submit"]').last().click()
  // The step is closed by now: the form is refused as its page is.
  await expect(tomas.page.locator('main')).toContainText('is not open to you now')
  await expect(tomas.page.locator('main')).toContainText('The heating is off, and the window is broken.')
  await tomas.accessible()
})

test('a very long text is refused with its length, and kept', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  await recorded(joan)
  const address = await finished(joan)
  await joan.goto(`${address}/steps/send-to-hub`)
  const form = new URLSearchParams(await joan.form())
  form.set('q-statement', 'word '.repeat(420_000))
  form.set('q-urgent-checked', 'nothing-urgent')
  const answer = await joan.send(joan.page.url(), form.toString())
  expect(answer.status()).toBe(422)
  const page = await answer.text()
  expect(page).toContain('2100000 characters: at most 50000 fit')
  expect(page).toContain('word '.repeat(419_999))
})

test('a program named as a PDF is not filed, a scan is', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  await recorded(joan)
  const address = await finished(joan)
  await joan.goto(`${address}/documents`)
  await joan.page.locator('input[type="file"]').setInputFiles({ name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('\x7fELF\x02\x01\x01 not a document') })
  await joan.page.locator('main form').filter({ has: joan.page.locator('input[type="file"]') }).getByRole('button').last().click()
  await expect(joan.page.locator('.govuk-error-summary')).toBeVisible()
  await joan.accessible()
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  await joan.page.locator('input[type="file"]').setInputFiles({ name: 'form.png', mimeType: 'image/png', buffer: png })
  await joan.page.locator('main form').filter({ has: joan.page.locator('input[type="file"]') }).getByRole('button').last().click()
  await expect(joan.page.locator('main')).toContainText('form.png')
})

test('a wrong password, an unknown page and an old form say what to do', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/complaints?q=x')
  await expect(page).toHaveURL(/sign-in\?next=/)
  await page.getByLabel('User name').or(page.getByLabel('Username')).fill('joan')
  await page.getByLabel('Password').first().fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('not right')
  const joan = await Somebody.signIn(browser, 'joan')
  const missing = await joan.page.goto('/no-such-page')
  expect(missing.status()).toBe(404)
  await joan.accessible()
  const old = await joan.page.request.post('/work', { form: { csrf: 'old', action: 'take' } })
  expect(old.status()).toBe(409)
  expect(await old.text()).toContain('too old')
})

test('everything works without scripts', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan', { javaScriptEnabled: false })
  await recorded(joan)
  const address = await finished(joan)
  await joan.page.goto(`${address}/steps/send-to-hub`)
  await joan.page.locator('[name="q-urgent-checked"][value="nothing-urgent"]').check()
  await joan.page.locator('[name="q-subject"]').selectOption({ label: 'Service: property lost or damaged' })
  await joan.page.locator('main form button.govuk-button[type="submit"]').last().click()
  await expect(joan.page).toHaveURL(/done=/)
})

test('work is taken, narrowed and handed over', async ({ browser }) => {
  const joan = await Somebody.signIn(browser, 'joan')
  await joan.goto('/work?list=team')
  await joan.page.locator('input[name="duty"]').first().check()
  await joan.page.getByRole('button', { name: 'Take them' }).click()
  await expect(joan.page.locator('main, .govuk-notification-banner').first()).toBeVisible()
  await expect(joan.page.locator('body')).toContainText('You took 1 case')
  await joan.accessible()
  for (const address of ['/complaints', '/complaints?open=all&sort=due', '/complaints?q=heating&open=all', '/procedures', '/procedures/detention-complaints', '/help']) await joan.goto(address)
})
