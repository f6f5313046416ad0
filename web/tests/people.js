// What every browser test needs: people who sign in, forms filled by the names of their facts, and axe on every page.
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'

export const PASSWORD = 'detention-demo'

/** Somebody at their own browser. */
export class Somebody {
  static async signIn(browser, name, options = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const somebody = new Somebody(page, name)
    somebody.scripts = options.javaScriptEnabled !== false
    // No page may break the policy that forbids inline scripts and styles.
    page.on('console', (message) => {
      if (message.type() === 'error') somebody.errors.push(message.text())
    })
    await page.goto('/sign-in')
    await page.getByLabel('User name').or(page.getByLabel('Username')).fill(name)
    await page.getByLabel('Password').first().fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/work/)
    return somebody
  }

  constructor(page, name) {
    this.page = page
    this.name = name
    this.errors = []
    this.scripts = true
  }

  /** The page before them has nothing that axe finds at WCAG 2.2 AA. */
  async accessible() {
    if (!this.scripts) return // axe is a script itself
    const found = await new AxeBuilder({ page: this.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    const faults = found.violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.map((node) => node.html).join('\n    ')}`)
    expect(faults, `${this.page.url()}\n${faults.join('\n')}`).toEqual([])
  }

  /** What the form before them would send, as its browser would write it. */
  async form() {
    return this.page.locator('main form').last().evaluate((form) => new URLSearchParams([...new FormData(form)]).toString())
  }

  /** Sends a form that was written before. */
  async send(address, body) {
    const origin = new URL(this.page.url()).origin
    return this.page.request.post(address, { data: body, maxRedirects: 0, headers: { origin, 'content-type': 'application/x-www-form-urlencoded' } })
  }

  async goto(address) {
    await this.page.goto(address)
    await this.accessible()
  }

  /** Answers questions by the names of their facts. A list answers lines; {day, month, year} a date. */
  async answer(answers) {
    for (const [fact, value] of Object.entries(answers)) {
      const name = `q-${fact}`
      if (Array.isArray(value)) {
        for (const [at, one] of value.entries()) {
          await this.page.locator(`[name="${name}"]`).nth(at).fill(one)
          if (at + 1 < value.length && (await this.page.locator(`[name="${name}"]`).count()) <= at + 1) {
            await this.page.getByRole('button', { name: /add another/i }).first().click()
          }
        }
        continue
      }
      if (typeof value === 'object') {
        for (const part of ['day', 'month', 'year']) await this.page.locator(`[name="${name}-${part}"]`).fill(String(value[part]))
        continue
      }
      const field = this.page.locator(`[name="${name}"]`).first()
      const kind = await field.evaluate((element) => element.type ?? element.tagName)
      if (kind === 'radio') await this.page.locator(`[name="${name}"][value="${value}"]`).check()
      else if (kind === 'select-one') await field.selectOption({ label: value })
      else await field.fill(value)
    }
  }

  /** Answers what stands on the page, goes on, and answers what these answers call for, until the answers are to be checked. */
  async record(answers, when) {
    const left = { ...answers }
    for (let page = 0; page < 4; page++) {
      const here = {}
      for (const fact of Object.keys(left)) {
        if (await this.page.locator(`[name="q-${fact}"], [name="q-${fact}-day"]`).count()) {
          const hidden = await this.page.locator(`input[type="hidden"][name="q-${fact}"]`).count()
          if (!hidden) here[fact] = left[fact]
        }
      }
      await this.answer(here)
      for (const fact of Object.keys(here)) delete left[fact]
      if (when && (await this.page.locator('input[type="radio"][value="another"]').count())) await this.happened(...when)
      await this.page.getByRole('button', { name: 'Continue' }).last().click()
      if ((await this.page.getByRole('heading', { level: 1 }).innerText()) === 'Check your answers') return
      await this.accessible()
      if (await this.page.locator('.govuk-error-summary').count()) return
    }
  }

  /** Says that it happened at another time than now. */
  async happened(day, month, year, time) {
    await this.page.locator('input[type="radio"][value="another"]').check()
    await this.page.locator('[name="when-day"]').fill(String(day))
    await this.page.locator('[name="when-month"]').fill(String(month))
    await this.page.locator('[name="when-year"]').fill(String(year))
    await this.page.locator('[name="when-time"]').fill(time)
  }

  /** Takes a step of a case, and stands on the case again. */
  async take(address, step, answers = {}, when = undefined) {
    await this.goto(`${address}/steps/${step}`)
    const left = { ...answers }
    for (let page = 0; page < 4; page++) {
      const here = {}
      for (const fact of Object.keys(left)) {
        if (await this.page.locator(`[name="q-${fact}"]:not([type="hidden"]), [name="q-${fact}-day"]:not([type="hidden"])`).count()) here[fact] = left[fact]
      }
      await this.answer(here)
      for (const fact of Object.keys(here)) delete left[fact]
      if (when && (await this.page.locator('input[type="radio"][value="another"]').count())) await this.happened(...when)
      await this.page.locator('main form button.govuk-button[type="submit"]').last().click()
      if (this.page.url().includes('?done=') || (await this.page.locator('.govuk-error-summary').count())) break
      await this.accessible()
    }
    await expect(this.page, await this.page.locator('main').innerText()).toHaveURL(new RegExp(`${address}\\?done=`))
    await this.accessible()
  }
}
